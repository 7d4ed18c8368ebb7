import { createHash } from "node:crypto";
import { expect } from "vitest";
import { createRandom } from "#demo/seed/organisation/random.ts";
import { interleave, type Outcome } from "./interleave.ts";
import type { Scene } from "./scene.ts";

const each = Number(process.env.GATEHOUSE_RACES_EACH ?? 25);
const only = process.env.GATEHOUSE_RACES_SEED;

/** Long enough for hundreds of races. */
export const RACES_MS = 15 * 60_000;

export type Ran<Prepared, A, B> = {
  readonly prepared: Prepared;
  readonly a: A;
  readonly b: B;
  /** The statements as they were sent: who sent which. */
  readonly statements: readonly { side: "a" | "b"; text: string }[];
};

/**
 * Runs a race under as many orders as are asked for, each from a seed of its own, and fails with the seed of the first that went wrong.
 * @param race `prepare` and `check` are no part of the race; the lot that `prepare` is given follows from the seed
 */
export async function raceOften<Prepared, A, B>(
  scene: Scene,
  id: string,
  race: {
    prepare: (lot: () => number) => Promise<Prepared>;
    a: (prepared: Prepared) => Promise<A>;
    b: (prepared: Prepared) => Promise<B>;
    check: (ran: Ran<Prepared, A, B>) => Promise<void>;
  },
): Promise<void> {
  const began = performance.now();
  const draw = createRandom(Math.floor(Math.random() * 2 ** 32));
  const seeds = only === undefined ? Array.from({ length: each }, () => draw.below(2 ** 31)) : [Number(only)];
  const orders = new Set<string>();
  let waited = 0;
  for (const seed of seeds) {
    const order = await raceOnce(scene, id, seed, race);
    orders.add(createHash("sha256").update(order).digest("base64"));
    if (/[AB]/.test(order)) waited += 1;
    if (only !== undefined) process.stdout.write(`${id}: ${order}\n`);
  }
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  process.stdout.write(
    `${id}: ${seeds.length} races in ${orders.size} orders, a lock waited for in ${waited}, ${seconds} s\n`,
  );
  if (only === undefined) expect(orders.size).toBeGreaterThan(1);
}

async function raceOnce<Prepared, A, B>(
  scene: Scene,
  id: string,
  seed: number,
  { prepare, a, b, check }: Parameters<typeof raceOften<Prepared, A, B>>[2],
): Promise<string> {
  const lot = () => draw.below(2 ** 20) / 2 ** 20;
  const draw = createRandom(seed);
  // Its first numbers say much of the seed.
  for (let thrown = 0; thrown < 8; thrown += 1) lot();
  const prepared = await prepare(lot);
  let order = "";
  try {
    const run = await interleave(lot, scene.isWaiting, { a: () => a(prepared), b: () => b(prepared) });
    order = run.order;
    await check({ prepared, a: answerOf(run.a), b: answerOf(run.b), statements: run.statements });
  } catch (error) {
    throw new Error(
      `${id} went wrong in the order ${order}. To see it alone: npm run races -- --race ${id} --seed ${seed}`,
      {
        cause: error,
      },
    );
  }
  await scene.clear();
  return order;
}

function answerOf<T>(outcome: Outcome<T>): T {
  if ("error" in outcome) throw outcome.error;
  return outcome.value;
}
