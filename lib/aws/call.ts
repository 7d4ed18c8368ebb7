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

/**
 * Makes one attempt at one AWS call, in its turn; a second one when AWS refused credentials that could be renewed, which it refuses before it
 * does anything. Throws an AwsFault for whatever goes wrong with it.
 */
export async function callAws<Answer>(
  aws: Means,
  call: Call,
  perform: () => Promise<Answer>,
): Promise<Answer> {
  const generation = aws.credentials.generation();
  try {
    return await attemptCall(aws, call, perform);
  } catch (error) {
    if (!(error instanceof AwsFault) || error.kind !== "expired-credentials") throw error;
    if (!(await aws.credentials.renewedSince(generation))) throw error;
    aws.limiter.retried(call);
    return attemptCall(aws, call, perform);
  }
}

async function attemptCall<Answer>(aws: Means, call: Call, perform: () => Promise<Answer>): Promise<Answer> {
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
