import { expect, test } from "vitest";
import { askedRaces } from "./asked-races.ts";
import type { Step } from "./steps.ts";

const races: Step = {
  name: "Races",
  command: ["vitest"],
  counts: null,
  env: { GATEHOUSE_RACES_EACH: "500" },
};

test.each([
  [[], ["vitest"], { GATEHOUSE_RACES_EACH: "500" }],
  [["--each", "9"], ["vitest"], { GATEHOUSE_RACES_EACH: "9" }],
  [
    ["--race", "of-some-name", "--seed", "17"],
    ["vitest", "-t", "of-some-name"],
    { GATEHOUSE_RACES_EACH: "500", GATEHOUSE_RACES_SEED: "17" },
  ],
])("%j runs %j", (words, command, env) => {
  expect(askedRaces(races, words)).toMatchObject({ command, env });
});

test.each([[["--sead", "1"]], [["--seed", "some"]], [["of-some-name"]]])("%j is not understood", (words) => {
  expect(() => askedRaces(races, words)).toThrow(TypeError);
});
