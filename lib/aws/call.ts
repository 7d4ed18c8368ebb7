import type { AwsFault, AwsFaultKind } from "./aws-fault.ts";
import { classifyFault } from "./classify-fault.ts";
import type { Call, Limiter } from "./limiter.ts";

/** How often a background read tries again after its first attempt, by what went wrong. */
const retriesByKind: Readonly<Partial<Record<AwsFaultKind, number>>> = {
  throttled: 6,
  unavailable: 2,
  timeout: 2,
};

/** Makes one attempt at one AWS call, in its turn. Throws an AwsFault for whatever goes wrong. */
export async function callAws<Answer>(
  aws: { limiter: Limiter },
  call: Call,
  perform: () => Promise<Answer>,
): Promise<Answer> {
  await aws.limiter.turn(call);
  try {
    return await perform();
  } catch (error) {
    const fault = classifyFault(error, call);
    if (fault.kind === "throttled") aws.limiter.note(call, "throttled");
    throw fault;
  }
}

/**
 * A read: in the background it is tried again, counted and with growing pauses; in the other lanes someone is waiting
 * who decides about the next attempt, so there is one. Throws the last AwsFault.
 */
export async function readAws<Answer>(
  aws: { limiter: Limiter },
  call: Call,
  perform: () => Promise<Answer>,
): Promise<Answer> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await callAws(aws, call, perform);
    } catch (error) {
      const fault = classifyFault(error, call);
      if (!mayTryAgain(call, fault, attempt)) throw fault;
      aws.limiter.note(call, "retries");
      await aws.limiter.pause(250 * 2 ** attempt * (0.5 + Math.random()));
    }
  }
}

function mayTryAgain(call: Call, fault: AwsFault, attempt: number): boolean {
  return call.lane === "background" && attempt < (retriesByKind[fault.kind] ?? 0);
}
