import { parseArgs } from "node:util";
import type { Step } from "./steps.ts";

/**
 * Narrows the races to what was asked for on the command line.
 * @param words `--race RAC-04` for one of them, `--seed 17` for the one order that follows from it, `--each 2000` for so many orders
 * @throws TypeError for other words
 */
export function askedRaces(races: Step, words: readonly string[]): Step {
  const { values } = parseArgs({
    args: [...words],
    options: { race: { type: "string" }, seed: { type: "string" }, each: { type: "string" } },
  });
  for (const name of ["seed", "each"] as const) {
    const given = values[name];
    if (given !== undefined && !/^\d{1,10}$/.test(given)) throw new TypeError(`--${name} takes a number.`);
  }
  const { race, seed, each } = values;
  return {
    ...races,
    command: [...races.command, ...(race === undefined ? [] : ["-t", race])],
    env: {
      ...races.env,
      ...(seed !== undefined && { GATEHOUSE_RACES_SEED: seed }),
      ...(each !== undefined && { GATEHOUSE_RACES_EACH: each }),
    },
  };
}
