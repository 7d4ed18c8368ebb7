import { check } from "./check.ts";
import { configurations } from "./configurations.ts";

/** Goes through every state that the engine's decision function can lead to: `--quick` for the small configurations alone. */
const isQuick = process.argv.includes("--quick");
let passed = 0;
let failed = 0;
const sum = { states: 0, transitions: 0, depth: 0 };
const began = performance.now();
for (const { name, beginnings } of configurations.filter((one) => one.isQuick || !isQuick)) {
  const from = performance.now();
  const { states, transitions, depth, violation } = check(beginnings);
  const seconds = ((performance.now() - from) / 1_000).toFixed(1);
  sum.states += states;
  sum.transitions += transitions;
  sum.depth = Math.max(sum.depth, depth);
  console.log(`${name}: ${states} states, ${transitions} transitions, ${depth} deep, ${seconds} s`);
  if (violation) {
    failed += 1;
    console.log(`  ${violation.broken}\n${violation.trace.map((words) => `    ${words}`).join("\n")}`);
  } else passed += 1;
}
const seconds = ((performance.now() - began) / 1_000).toFixed(1);
console.log(
  `model: states=${sum.states} transitions=${sum.transitions} depth=${sum.depth} seconds=${seconds} violations=${failed}`,
);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
