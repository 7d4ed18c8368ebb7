import { AwsFault, type AwsService } from "./aws-fault.ts";
import type { Budget, BudgetOf } from "./budgets.ts";
import { type Lane, lanes, type TakeToken } from "./take-token.ts";

export type Call = { service: AwsService; operation: string; lane: Lane; startWithinMs?: number };

/** How a call is to be made; `startWithinMs` is how long it may wait for its turn before it must not start any more. */
export type Urgency = { lane: Lane; startWithinMs?: number };

export type OperationCount = { calls: number; throttled: number; retries: number; waitedMs: number };

export type LimiterClock = {
  /** Milliseconds of a clock that only goes forward. */
  nowMs: () => number;
  /** Resolves after so many milliseconds, or as soon as the signal is given. */
  pause: (ms: number, woken: AbortSignal) => Promise<void>;
};

type Waiter = { call: Call; sinceMs: number; start: () => void; giveUp: (reason: unknown) => void };
type Queue = { budget: Budget; waiting: Record<Lane, Waiter[]>; pumping: boolean; alarm: AbortController };

export type Limiter = {
  /** Resolves when the call may start. Rejects with a throttled AwsFault when its turn came too late. */
  turn(call: Call): Promise<void>;
  pause(ms: number): Promise<void>;
  note(call: Pick<Call, "service" | "operation">, what: "throttled" | "retries"): void;
  /** By "service:Operation", since the limiter was made. */
  counts(): ReadonlyMap<string, Readonly<OperationCount>>;
};

/** One limiter for all calls of a process: the more urgent lane first, each lane in order of arrival. */
export function createLimiter(parts: {
  budgetOf: BudgetOf;
  takeToken: TakeToken;
  clock: LimiterClock;
}): Limiter {
  const { budgetOf, takeToken, clock } = parts;
  const queues = new Map<string, Queue>();
  const counted = new Map<string, OperationCount>();

  function countOf({ service, operation }: Pick<Call, "service" | "operation">): OperationCount {
    const name = `${service}:${operation}`;
    const count = counted.get(name) ?? { calls: 0, throttled: 0, retries: 0, waitedMs: 0 };
    counted.set(name, count);
    return count;
  }

  function queueOf(call: Call): Queue {
    const budget = budgetOf(call.service, call.operation);
    const queue = queues.get(budget.name) ?? {
      budget,
      waiting: { removal: [], interactive: [], background: [] },
      pumping: false,
      alarm: new AbortController(),
    };
    queues.set(budget.name, queue);
    return queue;
  }

  async function pump(queue: Queue): Promise<void> {
    queue.pumping = true;
    for (let waiter = nextOf(queue); waiter; waiter = nextOf(queue)) {
      await serve(queue, waiter);
    }
    queue.pumping = false;
  }

  async function serve(queue: Queue, waiter: Waiter): Promise<void> {
    if (isTooLate(waiter)) return giveUp(queue, waiter, tooLate(waiter.call));
    queue.alarm = new AbortController();
    try {
      const waitMs = await takeToken(queue.budget, waiter.call.lane);
      // What a more urgent caller does meanwhile is settled in the next round.
      if (waitMs > 0) return await clock.pause(waitMs, queue.alarm.signal);
    } catch (error) {
      return giveUp(queue, waiter, error);
    }
    remove(queue, waiter);
    if (isTooLate(waiter)) return waiter.giveUp(tooLate(waiter.call));
    const count = countOf(waiter.call);
    count.calls += 1;
    count.waitedMs += clock.nowMs() - waiter.sinceMs;
    waiter.start();
  }

  function isTooLate({ call, sinceMs }: Waiter): boolean {
    return call.startWithinMs !== undefined && clock.nowMs() - sinceMs > call.startWithinMs;
  }

  return {
    turn(call) {
      return new Promise((start, giveUp) => {
        const queue = queueOf(call);
        queue.waiting[call.lane].push({ call, sinceMs: clock.nowMs(), start, giveUp });
        queue.alarm.abort();
        if (!queue.pumping) void pump(queue);
      });
    },
    pause: (ms) => clock.pause(ms, new AbortController().signal),
    note(call, what) {
      countOf(call)[what] += 1;
    },
    counts: () => counted,
  };
}

function nextOf(queue: Queue): Waiter | undefined {
  const lane = lanes.find((candidate) => queue.waiting[candidate].length > 0);
  return lane === undefined ? undefined : queue.waiting[lane][0];
}

function remove(queue: Queue, waiter: Waiter): void {
  const waiting = queue.waiting[waiter.call.lane];
  waiting.splice(waiting.indexOf(waiter), 1);
}

function giveUp(queue: Queue, waiter: Waiter, reason: unknown): void {
  remove(queue, waiter);
  waiter.giveUp(reason);
}

function tooLate({ service, operation }: Call): AwsFault {
  return new AwsFault({
    kind: "throttled",
    service,
    operation,
    awsMessage: "Gatehouse's own budget of AWS calls is used up; the call was not sent.",
    requestId: null,
    mayHaveHappened: false,
  });
}
