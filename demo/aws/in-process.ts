import type { IncomingHttpHeaders } from "node:http";
import { type HttpHandler, type HttpRequest, HttpResponse } from "@smithy/core/protocols";
import { answerRequest, landLater, type Outcome } from "./answer-request.ts";
import { encodeOutcome } from "./encode-outcome.ts";
import { AwsFailure } from "./failure.ts";
import { operationFor, type ServiceName, targetOf } from "./services.ts";
import { createSimulatedAws, type SimulatedAwsOptions } from "./simulated-aws.ts";
import { seededIds } from "./sources.ts";

/** A request as the SDK would serialise it: instants are seconds since 1970. */
export type InProcessRequest = { service: ServiceName; operation: string; body: object };

/** A request on its way; `number` counts all that were sent, from 1. The body is whatever was sent. */
export type SentRequest = { number: number; service: string; operation: string; body: unknown };

/** What becomes of a request, apart from the faults that are in force. */
export type Fate =
  /** It arrives and is answered. */
  | { kind: "answered" }
  /** It is answered with an error, and nothing happened. */
  | { kind: "refused"; name: string; message?: string; httpStatus?: number }
  /** No connection is made: nothing happened, and the sender can know it. */
  | { kind: "unreached" }
  /** It gets lost before anything happened; the sender cannot know that. */
  | { kind: "lost-before" }
  /** It happens, and the answer, or the refusal, gets lost. */
  | { kind: "lost-after" }
  /** The sender is told nothing, and it happens `delayMs` of the clock later, as far as it is then possible. */
  | { kind: "lands-late"; delayMs: number };

export type InProcessAwsOptions = Omit<SimulatedAwsOptions, "clockSpeed"> & {
  /** What the clock shows until it is set. */
  startAt: Date;
  /**
   * Decides about each request of the clients, once, before anything happens. Where it answers with a promise, nothing happens until
   * that is kept: whoever drives the simulation says when a request arrives.
   */
  fateOf?: (request: SentRequest) => Fate | Promise<Fate>;
  /**
   * Told of each request of the clients when its effect has happened, or has not, and before the sender hears of it; where it answers
   * with a promise, the sender waits for that. `delayMs` of an outcome is how long a fault would have it wait.
   */
  answering?: (request: SentRequest, outcome: Outcome) => void | Promise<void>;
};

export type InProcessAws = ReturnType<typeof createInProcessAws>;

/**
 * The simulated AWS without a server, for a simulation that decides about time and order itself: no HTTP, no timer, no clock and no
 * chance but those given. Two of them that are made with the same options, and asked and set the same in the same order, give
 * the same answers, ids included (`chanceSeed` draws them). Rate limits, where they are on, follow the clock that is set.
 *
 * ```ts
 * const aws = createInProcessAws({ seed: buildOrganisation(), startAt: new Date("2026-11-24T09:00:00Z"), fateOf });
 * const sso = new SSOAdminClient({ region: "eu-central-1", credentials, maxAttempts: 1, requestHandler: aws.requestHandler });
 * aws.setNow(new Date("2026-11-24T09:15:00Z")); // what is due by then has happened for whoever looks next
 * aws.perform({ service: "sso-admin", operation: "DeleteAccountAssignment", body }, { kind: "lost-after" });
 * ```
 *
 * `requestHandler` is what the unmodified clients of the SDK take. What gets lost rejects as it does over a socket: a `TimeoutError`
 * with the code ECONNRESET, and ECONNREFUSED where nobody is reached. A client that gives up waiting ends its wait and not
 * the request. (The SDK signs with the machine's clock; nothing here reads that.)
 *
 * `perform` answers one request at once: its outcome is an answer, a refusal, or that nothing is heard of it. It is not told to
 * `fateOf` and `answering`.
 */
export function createInProcessAws(options: InProcessAwsOptions) {
  let nowMs = options.startAt.getTime();
  let sent = 0;
  const sources = {
    wallMs: () => nowMs,
    steadyMs: () => nowMs,
    ...seededIds(options.chanceSeed ?? 1),
  };
  const aws = createSimulatedAws({ ...options, seed: { ...options.seed, clockOffsetMs: 0 } }, sources);
  const { endpoint } = aws;

  function meet(headers: IncomingHttpHeaders, body: unknown, fate: Fate): Outcome {
    switch (fate.kind) {
      case "answered":
        return answerRequest(endpoint, headers, body);
      case "refused": {
        const { name, message = "Refused by fate.", httpStatus } = fate;
        return { do: "refuse", failure: new AwsFailure(name, message, httpStatus), delayMs: 0 };
      }
      case "unreached":
        return { do: "away" };
      case "lost-before":
        return { do: "reset" };
      case "lost-after":
        answerRequest(endpoint, headers, body);
        return { do: "reset" };
      case "lands-late":
        landLater(endpoint.world, String(headers["x-amz-target"]), body, fate.delayMs);
        return { do: "reset" };
    }
  }

  async function deliver(request: HttpRequest): Promise<{ response: HttpResponse }> {
    const headers = lowerCased(request.headers);
    const body = parseBody(request.body);
    const known = operationFor(headers["x-amz-target"]);
    sent += 1;
    const one: SentRequest = {
      number: sent,
      service: known?.service.name ?? "",
      operation: known?.operation.name ?? "",
      body,
    };
    const fate = (await options.fateOf?.(one)) ?? { kind: "answered" };
    const outcome = meet(headers, body, fate);
    await options.answering?.(one, outcome);
    if (outcome.do === "away")
      throw Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    if (outcome.do === "reset") {
      throw Object.assign(new Error("socket hang up"), { name: "TimeoutError", code: "ECONNRESET" });
    }
    const said = encodeOutcome(endpoint.world, outcome);
    const response = new HttpResponse({
      statusCode: said.status,
      headers: said.headers,
      body: new TextEncoder().encode(said.body),
    });
    return { response };
  }

  const requestHandler: HttpHandler = {
    handle(request, { abortSignal } = {}) {
      const delivered = deliver(request);
      if (!abortSignal) return delivered;
      const aborted = new Promise<never>((_, reject) => {
        const abort = () => reject(Object.assign(new Error("Request aborted"), { name: "AbortError" }));
        if (abortSignal.aborted) abort();
        else if (abortSignal instanceof AbortSignal)
          abortSignal.addEventListener("abort", abort, { once: true });
        else abortSignal.onabort = abort;
      });
      return Promise.race([delivered, aborted]);
    },
    updateHttpClientConfig() {},
    httpHandlerConfigs: () => ({}),
    destroy() {},
  };

  return {
    ...aws,
    requestHandler,
    /** Answers one request of today's operations at once, with whatever fate it is to have. */
    perform(request: InProcessRequest, fate: Fate = { kind: "answered" }): Outcome {
      const headers = { authorization: "AWS4-HMAC-SHA256 ", "x-amz-target": targetOf(request) };
      return meet(headers, request.body, fate);
    },
    /** Sets the clock, forward or back; what is due settles for whoever looks next. */
    setNow(at: Date): void {
      nowMs = at.getTime();
    },
  };
}

function lowerCased(headers: HttpRequest["headers"]): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function parseBody(body: unknown): unknown {
  const text = body instanceof Uint8Array ? new TextDecoder().decode(body) : body;
  return typeof text === "string" && text !== "" ? JSON.parse(text) : undefined;
}
