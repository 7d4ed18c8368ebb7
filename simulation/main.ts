import { parseArgs } from "node:util";
import { closeDb } from "#lib/db/client.ts";
import { type Outcome, runSeed } from "./run-seed.ts";
import { setSimulationStage } from "./stage.ts";

/**
 * Simulates the grant engine: `--seeds 2000` plays so many, from `--from 1` on; `--seed 17` plays one and tells all of it. Every fiftieth is played
 * twice, and has to go the same way. `--until-broken` stops at the first that fails.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: "string" },
    seed: { type: "string" },
    from: { type: "string" },
    "until-broken": { type: "boolean" },
  },
});
const alone = values.seed === undefined ? null : Number(values.seed);
const from = alone ?? Number(values.from ?? 1);
let seeds = alone === null ? Number(values.seeds ?? 200) : 1;
const LAST_WORDS = 40;
const REPLAY_EVERY = 50;
const TELL_EVERY = 100;

const stage = await setSimulationStage();
const failed: Outcome[] = [];
const sums: Record<string, number> = {};
let steps = 0;
let replayed = 0;
const began = performance.now();
for (let seed = from; seed < from + seeds; seed += 1) {
  const outcome = await runSeed(stage, seed);
  steps += outcome.steps;
  for (const [what, count] of Object.entries(outcome.counts)) sums[what] = (sums[what] ?? 0) + count;
  if (outcome.broken) {
    failed.push(outcome);
    // Whoever only asks whether anything breaks need not see what else does.
    if (values["until-broken"]) seeds = seed - from + 1;
    const words = alone === null ? outcome.trace.slice(-LAST_WORDS) : outcome.trace;
    console.log(`seed ${seed}: ${outcome.broken}\n${words.map((line) => `  ${line}`).join("\n")}`);
  } else if (alone !== null) console.log(outcome.trace.join("\n"));
  if ((seed - from + 1) % TELL_EVERY === 0)
    console.log(`… ${seed - from + 1} of ${seeds} seeds, ${failed.length} failed`);
  if (seed % REPLAY_EVERY === 0) {
    replayed += 1;
    const again = await runSeed(stage, seed);
    if (again.hash !== outcome.hash) {
      const at = again.trace.findIndex((line, index) => line !== outcome.trace[index]);
      console.log(
        `seed ${seed} goes another way the second time:\n  ${outcome.trace[at]}\n  ${again.trace[at]}`,
      );
      failed.push({ ...again, broken: "not the same twice" });
    }
  }
}
const seconds = (performance.now() - began) / 1_000;
const seen = Object.entries(sums)
  .toSorted(([one], [other]) => one.localeCompare(other))
  .map(([what, count]) => `${what}=${count}`);
console.log(`seen: ${seen.join(", ")}`);
console.log(
  `simulation: seeds=${seeds} steps=${steps} replayed=${replayed} seconds=${seconds.toFixed(1)} seedsPerSecond=${(seeds / seconds).toFixed(2)}`,
);
if (failed.length > 0) console.log(`failing seeds: ${failed.map(({ seed }) => seed).join(", ")}`);
console.log(`${seeds - failed.length} passed, ${failed.length} failed`);
await closeDb();
await stage.strike();
process.exit(failed.length === 0 ? 0 : 1);
