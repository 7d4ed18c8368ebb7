import { expect } from "vitest";
import { createRandom } from "#demo/seed/organisation/random.ts";
import { interleave, type Outcome, type Run } from "./interleave.ts";
import type { Scene } from "./scene.ts";

const each = Number(process.env.GATEHOUSE_RACES_EACH ?? 25);
const only = process.env.GATEHOUSE_RACES_SEED;

/** So many races meet every outcome that there is. */
const MANY = 200;
/** About as long as a decision. */
const USUALLY_AHEAD = 24;

export type Race<Prepared, A, B> = {
  /** How it may come out, each in a word that `check` answers. */
  readonly outcomes: readonly string[];
  /** By how many statements one side may begin earlier, where a side is much longer than a decision. */
  readonly mostAhead?: number;
  /** No part of the race; the lot that it is given follows from the seed. */
  prepare: (lot: () => number) => Promise<Prepared>;
  a: (prepared: Prepared) => Promise<A>;
  b: (prepared: Prepared) => Promise<B>;
  /** Judges what is there afterwards, and answers how it came out. */
  check: (ran: {
    readonly prepared: Prepared;
    readonly a: A;
    readonly b: B;
    readonly statements: Run<A, B>["statements"];
  }) => Promise<string>;
};

/**
 * Runs a race under as many orders as are asked for, each from a seed of its own, prints what came out, and fails with the seed of the first that
 * went wrong.
 */
export async function raceOften<Prepared, A, B>(
  scene: Scene,
  id: string,
  race: Race<Prepared, A, B>,
): Promise<void> {
  const began = performance.now();
  const draw = createRandom(Math.floor(Math.random() * 2 ** 32));
  const seeds = only === undefined ? Array.from({ length: each }, () => draw.below(2 ** 31)) : [Number(only)];
  const orders = new Set<string>();
  const outcomes = new Map<string, number>();
  for (const seed of seeds) {
    const { order, outcome } = await raceOnce(scene, id, seed, race);
    orders.add(order);
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  }
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  const waited = [...orders].filter((order) => /[AB]/.test(order)).length;
  const counted = [...outcomes].map(([outcome, count]) => `${outcome} ${count}`).toSorted();
  process.stdout.write(
    `${id}: ${seeds.length} races, ${orders.size} different orders, ${waited} with a lock waited for; ${counted.join(", ")}; ${seconds} s\n`,
  );
  if (seeds.length > 1) expect(orders.size).toBeGreaterThan(1);
  if (seeds.length >= MANY) expect([...outcomes.keys()].toSorted()).toEqual(race.outcomes.toSorted());
}

async function raceOnce<Prepared, A, B>(
  scene: Scene,
  id: string,
  seed: number,
  { mostAhead = USUALLY_AHEAD, prepare, a, b, check }: Race<Prepared, A, B>,
): Promise<{ order: string; outcome: string }> {
  const draw = createRandom(seed);
  const lot = () => draw.below(2 ** 20) / 2 ** 20;
  // The first numbers of seeds that lie close together do too.
  for (let thrown = 0; thrown < 8; thrown += 1) lot();
  const prepared = await prepare(lot);
  let run: Run<A, B> | null = null;
  try {
    run = await interleave(lot, mostAhead, scene.isWaiting, { a: () => a(prepared), b: () => b(prepared) });
    if (only !== undefined) process.stdout.write(`${listing(run)}\n`);
    const { statements } = run;
    const outcome = await check({ prepared, a: answerOf(run.a), b: answerOf(run.b), statements });
    return { order: run.order, outcome };
  } catch (cause) {
    const how = `To see it alone: npm run races -- --race ${id} --seed ${seed}`;
    throw new Error(`${id} went wrong in the order ${run?.order ?? "that stood still"}. ${how}`, { cause });
  } finally {
    await scene.clear();
  }
}

function listing({ statements, order }: Run<unknown, unknown>): string {
  return statements
    .map(({ text }, at) => `${order[at]}  ${text.slice(0, 160).replaceAll(/\s+/g, " ")}`)
    .join("\n");
}

function answerOf<T>(outcome: Outcome<T>): T {
  if ("error" in outcome) throw outcome.error;
  return outcome.value;
}
