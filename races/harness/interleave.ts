import { setTimeout as pause, setImmediate } from "node:timers/promises";
import { asSide, type Side, sides } from "./acting-as.ts";
import { type Statement, setGate } from "./watch-statements.ts";

/** How long a statement may take before somebody asks whether it waits for a lock. */
const ASK_AFTER_MS = 4;
const GIVE_UP_AFTER_MS = 20_000;
/** How likely the side that went last goes again, by lot for each race: even turns, or long runs with few changes. */
const STEADINESS = [0.5, 0.5, 0.8, 0.93];

export type Outcome<T> = { readonly value: T } | { readonly error: unknown };

/** How a race went. `order` has a letter for each statement in the order they were sent; a capital waited for a lock. */
export type Run<A, B> = {
  readonly a: Outcome<A>;
  readonly b: Outcome<B>;
  readonly order: string;
  readonly statements: readonly Statement[];
};

type Waiting = { readonly statement: Statement; readonly send: (answered: () => void) => void };
type Runner = {
  waiting: Waiting[];
  sent: Statement | null;
  isBlocked: boolean;
  isDone: boolean;
};

/**
 * Runs two things on connections of their own, one SQL statement at a time; who goes next is drawn by lot. A side whose statement waits for a
 * lock of the other stays in Postgres, and the other goes on, as between two processes.
 * @param random the lot
 * @param mostAhead by how many statements at the most one side may begin earlier: what is short would always win over what is long
 * @param isWaiting whether the backend with this process id waits for a lock
 */
export async function interleave<A, B>(
  random: () => number,
  mostAhead: number,
  isWaiting: (pid: number) => Promise<boolean>,
  race: { a: () => Promise<A>; b: () => Promise<B> },
): Promise<Run<A, B>> {
  const runners: Record<Side, Runner> = { a: runner(), b: runner() };
  const sent: { statement: Statement; waited: boolean }[] = [];
  const steadiness = STEADINESS[Math.floor(random() * STEADINESS.length)] ?? 0.5;
  const first: Side = random() < 0.5 ? "a" : "b";
  let last = first;
  let ahead = random() < 0.3 ? 0 : Math.floor(random() * mostAhead);
  let signal = Promise.withResolvers<void>();
  const tell = () => signal.resolve();

  setGate((statement) => {
    const { promise, resolve } = Promise.withResolvers<() => void>();
    runners[statement.side].waiting.push({ statement, send: resolve });
    tell();
    return promise;
  });

  async function run<T>(side: Side, act: () => Promise<T>): Promise<Outcome<T>> {
    try {
      return { value: await asSide(side, act) };
    } catch (error) {
      return { error };
    } finally {
      runners[side].isDone = true;
      tell();
    }
  }

  function send(side: Side): void {
    const one = runners[side];
    const next = one.waiting.shift();
    if (!next) return;
    const { statement } = next;
    one.sent = statement;
    sent.push({ statement, waited: false });
    last = side;
    next.send(() => {
      one.sent = null;
      one.isBlocked = false;
      tell();
    });
  }

  /** Whether this side has come to a statement or its end, or stands before a lock. */
  function isAtRest({ isDone, sent: open, isBlocked, waiting }: Runner): boolean {
    return isDone || isBlocked || (open === null && waiting.length > 0);
  }

  async function askWhoWaits(): Promise<void> {
    for (const side of sides) {
      const one = runners[side];
      const open = one.sent;
      if (!open) continue;
      const waits = await isWaiting(open.pid);
      if (one.sent !== open) continue;
      one.isBlocked = waits;
      const entry = sent.findLast(({ statement }) => statement === open);
      if (entry && waits) entry.waited = true;
    }
  }

  async function settle(): Promise<void> {
    const until = performance.now() + GIVE_UP_AFTER_MS;
    await setImmediate();
    // Whoever stood before a lock may have got it by what the other just did.
    if (sides.some((side) => runners[side].isBlocked)) await askWhoWaits();
    for (;;) {
      const all = sides.map((side) => runners[side]);
      const mayGo = all.some((one) => one.sent === null && one.waiting.length > 0);
      const isOver = all.every((one) => one.isDone);
      if (all.every(isAtRest) && (mayGo || isOver)) return;
      if (performance.now() > until) throw new Error(`The race stands still after ${orderOf(sent)}.`);
      signal = Promise.withResolvers<void>();
      const woken = await Promise.race([signal.promise.then(() => true), pause(ASK_AFTER_MS, false)]);
      if (woken) await setImmediate();
      else await askWhoWaits();
    }
  }

  const running = Promise.all([run("a", race.a), run("b", race.b)]);
  try {
    for (;;) {
      await settle();
      const able = sides.filter((side) => runners[side].sent === null && runners[side].waiting.length > 0);
      const [only, other] = able;
      if (!only) break;
      const next: Side = random() < steadiness ? last : last === "a" ? "b" : "a";
      if (!other) send(only);
      else if (ahead > 0) send(first);
      else send(next);
      ahead -= 1;
    }
  } finally {
    setGate(null);
    for (const side of sides) for (const { send: pass } of runners[side].waiting) pass(() => undefined);
  }
  const [a, b] = await running;
  return { a, b, order: orderOf(sent), statements: sent.map(({ statement }) => statement) };
}

function runner(): Runner {
  return { waiting: [], sent: null, isBlocked: false, isDone: false };
}

function orderOf(sent: readonly { statement: Statement; waited: boolean }[]): string {
  return sent.map(({ statement: { side }, waited }) => (waited ? side.toUpperCase() : side)).join("");
}
