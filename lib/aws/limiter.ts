import { AwsFault, type AwsFaultKind, type AwsService } from "./aws-fault.ts";
import type { Budget, BudgetOf } from "./budgets.ts";
import { type Allowance, type Lane, lanes, type Taken } from "./take-token.ts";

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

type Waiter = { call: Call; sinceMs: number; start: () => void; giveUp: (reason: AwsFault) => void };
type Queue = {
  budget: Budget;
  waiting: Record<Lane, Waiter[]>;
  pumping: boolean;
  /** What the queue pauses for: the lane that was told to wait, and how to end the pause. */
  pause: { lane: Lane; alarm: AbortController } | null;
};

type Operation = Pick<Call, "service" | "operation">;

export type Limiter = {
  /**
   * Resolves when the call may start. Rejects with an AwsFault: "throttled" when its turn came too late, "unbudgeted" when the budget cannot be
   * asked, which concerns this call alone.
   */
  turn(call: Call): Promise<void>;
  pause(ms: number): Promise<void>;
  /** Notes that AWS throttled the call, and has everybody who shares its budget slow down. */
  throttled(call: Operation): Promise<void>;
  retried(call: Operation): void;
  /** Notes that a call gave no usable answer. */
  failed(kind: AwsFaultKind): void;
  /** By "service:Operation", since the limiter was made. */
  counts(): ReadonlyMap<string, Readonly<OperationCount>>;
  /** How many calls gave no usable answer, by what went wrong, since the limiter was made. */
  faults(): ReadonlyMap<AwsFaultKind, number>;
};

/** One limiter for all calls of a process: the more urgent lane first, each lane in order of arrival. */
export function createLimiter(parts: {
  budgetOf: BudgetOf;
  allowance: Allowance;
  clock: LimiterClock;
}): Limiter {
  const { budgetOf, allowance, clock } = parts;
  const queues = new Map<string, Queue>();
  const counted = new Map<string, OperationCount>();
  const faults = new Map<AwsFaultKind, number>();

  function countOf({ service, operation }: Operation): OperationCount {
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
      pause: null,
    };
    queues.set(budget.name, queue);
    return queue;
  }

  async function pump(queue: Queue): Promise<void> {
    queue.pumping = true;
    for (let lane = nextLane(queue); lane; lane = nextLane(queue)) await serve(queue, lane);
    queue.pumping = false;
  }

  async function serve(queue: Queue, lane: Lane): Promise<void> {
    const waiting = queue.waiting[lane];
    // Those of the other lanes must not be kept past their time by whoever goes before them.
    for (const each of lanes) refuseLate(queue.waiting[each]);
    const [first] = waiting;
    if (!first) return;
    let answer: Taken;
    try {
      answer = await allowance.take(queue.budget, lane, waiting.length);
    } catch (error) {
      waiting.shift();
      return first.giveUp(unbudgeted(first.call, error));
    }
    refuseLate(waiting);
    for (const waiter of waiting.splice(0, answer.taken)) begin(waiter);
    if (answer.taken > 0) return;
    // What a more urgent caller does meanwhile is settled in the next round, and so is whose time is up by then.
    const firstLateMs = Math.min(...waiting.map((waiter) => leftMs(waiter) + 1));
    await pauseFor(queue, lane, Math.min(answer.waitMs, firstLateMs));
  }

  function begin({ call, sinceMs, start }: Waiter): void {
    const count = countOf(call);
    count.calls += 1;
    count.waitedMs += clock.nowMs() - sinceMs;
    start();
  }

  function refuseLate(waiting: Waiter[]): void {
    const late = waiting.filter((waiter) => leftMs(waiter) < 0);
    for (const waiter of late) {
      waiting.splice(waiting.indexOf(waiter), 1);
      waiter.giveUp(tooLate(waiter.call));
    }
  }

  async function pauseFor(queue: Queue, lane: Lane, ms: number): Promise<void> {
    if (isOvertaken(queue, lane)) return;
    const alarm = new AbortController();
    queue.pause = { lane, alarm };
    await clock.pause(ms, alarm.signal);
    queue.pause = null;
  }

  function leftMs({ call, sinceMs }: Waiter): number {
    return (call.startWithinMs ?? Number.POSITIVE_INFINITY) - (clock.nowMs() - sinceMs);
  }

  return {
    turn(call) {
      return new Promise((start, giveUp) => {
        const queue = queueOf(call);
        queue.waiting[call.lane].push({ call, sinceMs: clock.nowMs(), start, giveUp });
        // One that is no more urgent would be told the same, so the budget need not be asked again for it.
        if (queue.pause && isOvertaken(queue, queue.pause.lane)) queue.pause.alarm.abort();
        if (!queue.pumping) void pump(queue);
      });
    },
    pause: (ms) => clock.pause(ms, new AbortController().signal),
    async throttled(call) {
      countOf(call).throttled += 1;
      // A budget that cannot be told cannot be asked either, and then no call starts.
      await allowance.throttled(budgetOf(call.service, call.operation)).catch(() => undefined);
    },
    retried(call) {
      countOf(call).retries += 1;
    },
    failed(kind) {
      faults.set(kind, (faults.get(kind) ?? 0) + 1);
    },
    counts: () => counted,
    faults: () => faults,
  };
}

function nextLane(queue: Queue): Lane | undefined {
  return lanes.find((lane) => queue.waiting[lane].length > 0);
}

/** Whether somebody more urgent has come since this lane was told to wait. */
function isOvertaken(queue: Queue, lane: Lane): boolean {
  return lanes.slice(0, lanes.indexOf(lane)).some((urgent) => queue.waiting[urgent].length > 0);
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

function unbudgeted({ service, operation }: Call, cause: unknown): AwsFault {
  return new AwsFault(
    {
      kind: "unbudgeted",
      service,
      operation,
      awsMessage: "Gatehouse's own budget of AWS calls could not be asked; the call was not sent.",
      requestId: null,
      mayHaveHappened: false,
    },
    cause,
  );
}
