import { AwsFault, type AwsFaultKind } from "./aws-fault.ts";
import { classifyFault } from "./classify-fault.ts";
import type { Call, Limiter } from "./limiter.ts";
import type { Renewal } from "./renewal.ts";

type Means = { limiter: Limiter; credentials: Renewal };

/**
 * How often a background read tries again after its first attempt, by what went wrong. Throttling only means that it goes on more slowly, for
 * as long as whoever reads lets its calls have their turn.
 */
const retriesByKind: Readonly<Partial<Record<AwsFaultKind, number>>> = {
  throttled: Number.POSITIVE_INFINITY,
  unbudgeted: 6,
  unavailable: 2,
  timeout: 2,
};

const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 20_000;
const THROTTLED_RETRIES = 2;

/**
 * Makes one AWS call in its turn. It is made again only where AWS certainly did nothing and another attempt may help within the time that the
 * call has: with new credentials when AWS refused those it gave, with the clock that the SDK has learnt when AWS refused ours, and twice, a moment
 * later, when AWS throttled it and somebody waits.
 * Throws an AwsFault for whatever goes wrong with it.
 */
export async function callAws<Answer>(
  aws: Means,
  call: Call,
  perform: () => Promise<Answer>,
): Promise<Answer> {
  const generation = aws.credentials.generation();
  const lastAtMs = performance.now() + (call.startWithinMs ?? Number.POSITIVE_INFINITY);
  for (let throttled = 0, renewed = 0, skewed = 0; ; ) {
    try {
      const startWithinMs = Math.max(0, lastAtMs - performance.now());
      return await attempt(aws, { ...call, startWithinMs }, perform);
    } catch (error) {
      if (!(error instanceof AwsFault)) throw error;
      if (error.kind === "expired-credentials" && renewed === 0) {
        if (!(await aws.credentials.renewedSince(generation))) throw error;
        renewed += 1;
      } else if (error.kind === "skewed" && skewed === 0) skewed += 1;
      else if (error.kind === "throttled" && throttled < THROTTLED_RETRIES && call.lane !== "background") {
        throttled += 1;
        await aws.limiter.pause(FIRST_PAUSE_MS * 2 ** throttled * (0.5 + Math.random()));
      } else throw error;
      if (performance.now() >= lastAtMs) throw error;
      aws.limiter.retried(call);
    }
  }
}

async function attempt<Answer>(aws: Means, call: Call, perform: () => Promise<Answer>): Promise<Answer> {
  await aws.limiter.turn(call);
  try {
    return await perform();
  } catch (error) {
    const fault = classifyFault(error, call);
    aws.limiter.failed(fault.kind);
    if (fault.kind === "throttled") await aws.limiter.throttled(call);
    throw fault;
  }
}

/**
 * A read: in the background it is tried again, counted and with growing pauses; in the other lanes someone is waiting
 * who decides about the next attempt, so there is one. Throws the last AwsFault, or what ended the waiting for its turn.
 */
export async function readAws<Answer>(
  aws: Means,
  call: Call,
  perform: () => Promise<Answer>,
): Promise<Answer> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await callAws(aws, call, perform);
    } catch (error) {
      if (!(error instanceof AwsFault) || !mayTryAgain(call, error, attempt)) throw error;
      aws.limiter.retried(call);
      const pauseMs = Math.min(FIRST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS);
      await aws.limiter.pause(pauseMs * (0.5 + Math.random()));
    }
  }
}

function mayTryAgain(call: Call, fault: AwsFault, attempt: number): boolean {
  return call.lane === "background" && attempt < (retriesByKind[fault.kind] ?? 0);
}
