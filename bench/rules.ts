import { compareReach } from "#lib/core/rules/compare-reach.ts";
import { mayRequest, rulesFor } from "#lib/core/rules/covers.ts";
import { decidingRule } from "#lib/core/rules/deciding-rule.ts";
import { type Ground, layer } from "#lib/core/rules/laid-rules.ts";
import { offersOf } from "#lib/core/rules/offers-of.ts";
import { chanceOf, randomGround, randomRule } from "#lib/core/rules/random-rules.fixture.ts";
import type { Rule } from "#lib/core/rules/rule-content.ts";
import { explainTrace, traceRules } from "#lib/core/rules/trace.ts";
import { percentile } from "./statistics.ts";

/**
 * The rule engine over 5,000 accounts, 300 permission sets and 20,000 people with 500 rules: everything that a person may ask for, which rule decides
 * for one role, why a role may not be asked for and what comes near it, and who gains and who loses by a change of one rule.
 */
const size = { people: 20_000, groups: 1_500, accounts: 5_000, units: 400, sets: 300 };
const RULES = 500;
const ROUNDS = 200;
const PREVIEWS = 40;

const offerable = (sets: Ground["sets"]) => sets.map((set) => ({ ...set, administratorLike: null }));

function everythingFor(ground: Ground, rules: readonly Rule[], at: number): number {
  const { id, groupIds } = ground.people[at] ?? { id: "", groupIds: [] };
  const person = { personId: id, groupIds: new Set(groupIds) };
  const mine = rules.filter((rule) => rule.enabled && mayRequest(rule.content, person));
  return offersOf(mine, ground.accounts, offerable(ground.sets), new Map()).reduce(
    (sum, { length }) => sum + length,
    0,
  );
}

function timed(rounds: number, act: (round: number) => void): { p50: number; p95: number } {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now();
    act(round);
    times.push(performance.now() - began);
  }
  return { p50: percentile(times, 0.5), p95: percentile(times, 0.95) };
}

const chance = chanceOf(1);
const ground = randomGround(chance, size);
const rules = Array.from({ length: RULES }, (_, at) => randomRule(chance, `rule ${at}`, size));
const someone = () => chance.below(size.people);
const now = new Date("2026-11-26T09:00:00Z");

let roles = 0;
const may = timed(ROUNDS, () => {
  roles += everythingFor(ground, rules, someone());
});
console.log(
  `what may I ask: p50 ${may.p50.toFixed(1)} ms, p95 ${may.p95.toFixed(1)} ms, ${Math.round(roles / ROUNDS)} roles a person`,
);

const one = timed(ROUNDS * 10, () => {
  const { id, groupIds } = ground.people[someone()] ?? { id: "", groupIds: [] };
  const place = ground.accounts[chance.below(size.accounts)];
  const set = ground.sets[chance.below(size.sets)];
  if (!place || !set) return;
  const covering = rulesFor(rules, { personId: id, groupIds: new Set(groupIds) }, place, set);
  decidingRule(covering, { minutes: 60, startsAt: now, now, weight: "ordinary" });
});
console.log(`which rule decides: p50 ${one.p50.toFixed(2)} ms, p95 ${one.p95.toFixed(2)} ms`);

let words = 0;
const whyNot = timed(ROUNDS, () => {
  const { id, groupIds } = ground.people[someone()] ?? { id: "", groupIds: [] };
  const place = ground.accounts[chance.below(size.accounts)];
  const set = ground.sets[chance.below(size.sets)];
  if (!place || !set) return;
  const person = { personId: id, groupIds: new Set(groupIds) };
  for (const trace of traceRules(rules, person, place, set)) words += explainTrace(trace)?.length ?? 0;
  // The nearest that can be asked for instead: what else is offered here, and where else this set is.
  const mine = rules.filter((rule) => rule.enabled && mayRequest(rule.content, person));
  const [here = []] = offersOf(mine, [place], offerable(ground.sets), new Map());
  const elsewhere = offersOf(mine, ground.accounts, offerable([set]), new Map());
  words += here.length + elsewhere.filter(({ length }) => length > 0).length;
});
console.log(
  `why not: p50 ${whyNot.p50.toFixed(1)} ms, p95 ${whyNot.p95.toFixed(1)} ms, with the nearest that can be asked for; ${Math.round(words / ROUNDS)} letters and names a time`,
);

let triples = 0;
const preview = timed(PREVIEWS, (round) => {
  const at = chance.below(RULES);
  const after = rules.map((rule, place) =>
    place === at ? { ...randomRule(chance, rule.name, size), version: 2 } : rule,
  );
  const { gained, lost } = compareReach(layer(ground), rules, round % 2 === 0 ? after : after.slice(1));
  triples += gained.triples + lost.triples;
});
const memoryMb = process.memoryUsage().rss / 2 ** 20;
console.log(
  `preview of a change: p50 ${preview.p50.toFixed(0)} ms, p95 ${preview.p95.toFixed(0)} ms, ${Math.round(triples / PREVIEWS)} triples differ`,
);
console.log(
  `bench rules: mayAskP50=${may.p50.toFixed(1)} mayAskP95=${may.p95.toFixed(1)} decidesP50=${one.p50.toFixed(2)} decidesP95=${one.p95.toFixed(2)} ` +
    `whyNotP50=${whyNot.p50.toFixed(1)} whyNotP95=${whyNot.p95.toFixed(1)} previewP50=${preview.p50.toFixed(0)} previewP95=${preview.p95.toFixed(0)} memoryMb=${memoryMb.toFixed(0)}`,
);
