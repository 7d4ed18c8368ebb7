import type { IncomingHttpHeaders } from "node:http";
import { callOf } from "./call-of.ts";
import type { Credentials } from "./credentials.ts";
import { isClosedToDelegate } from "./delegate.ts";
import { AwsFailure, failure } from "./failure.ts";
import type { Call, FaultKind, FaultOf } from "./faults.ts";
import type { Operation } from "./operation.ts";
import type { createRateLimits } from "./rate-limits.ts";
import { operationFor, type Service } from "./services.ts";
import { settleOperations } from "./settle.ts";
import { shapeDifference } from "./shapes.ts";
import { demandSignature } from "./signature.ts";
import { nowOf, type World } from "./world.ts";

export type Endpoint = {
  world: World;
  /** Null: as many requests as one likes. */
  rateLimits: ReturnType<typeof createRateLimits> | null;
  credentials: Credentials;
  checkShapes: boolean;
  /** Requests by "service:Operation", answered or not. */
  calls: Map<string, number>;
  /** Answers that did not fit the SDK's schema; a test wants none. */
  shapeViolations: string[];
};

export type Outcome =
  | { do: "answer"; body: object; delayMs: number }
  | { do: "refuse"; failure: AwsFailure; delayMs: number }
  /** The sender is told nothing; whether something was done it cannot know. */
  | { do: "reset" }
  /** The sender does not even reach anybody. */
  | { do: "away" };

/** Answers one AWS request: signature, operation, budget, faults, shape, and at last the operation itself. */
export function answerRequest(endpoint: Endpoint, headers: IncomingHttpHeaders, body: unknown): Outcome {
  const { world } = endpoint;
  let delayMs = 0;
  try {
    const target = headers["x-amz-target"];
    const known = operationFor(target);
    const call = callOf(world, known?.service.name ?? "", known?.operation.name ?? "", body);
    if (world.faults.take(call, ["away"])) return { do: "away" };
    demandSignature(world, endpoint.credentials, headers);
    const { service, operation } = demandOffered(world, known, target);
    count(endpoint, service, operation);
    demandBudget(endpoint, service, operation);
    delayMs = world.faults.take(call, ["slow"])?.delayMs ?? 0;
    if (world.faults.take(call, ["reset"])) return { do: "reset" };
    demandNoInjectedError(world, service, call);
    const replaced = world.faults.take(call, ["answer"]);
    if (replaced) return { do: "answer", body: replaced.body, delayMs };
    const late = world.faults.take(call, ["lands-late"]);
    if (late) {
      landLater(world, String(target), body, late.delayMs);
      return { do: "reset" };
    }
    const answer = run(endpoint, service, operation, body);
    if (world.faults.take(call, ["answer-lost"])) return { do: "reset" };
    return { do: "answer", body: answer, delayMs };
  } catch (error) {
    if (error instanceof AwsFailure) return { do: "refuse", failure: error, delayMs };
    throw error;
  }
}

/** Has a request happen so many milliseconds of the simulated clock later, as if it had been on its way all the time. */
export function landLater(world: World, target: string, body: unknown, delayMs: number): void {
  const dueAt = new Date(nowOf(world).getTime() + delayMs).toISOString();
  world.lateRequests = [...world.lateRequests, { dueAt, target, body }];
  world.revision += 1;
}

type Known = NonNullable<ReturnType<typeof operationFor>>;

function demandOffered(world: World, known: Known | null, target: unknown): Known {
  const names = known ? [known.operation.name, `${known.service.name}:${known.operation.name}`] : [];
  if (known && !names.some((name) => world.notOffered.includes(name))) return known;
  throw new AwsFailure("UnknownOperationException", `The operation ${String(target)} is not offered here.`);
}

function count(endpoint: Endpoint, service: Service, operation: Operation): void {
  const name = `${service.name}:${operation.name}`;
  endpoint.calls.set(name, (endpoint.calls.get(name) ?? 0) + 1);
}

function demandBudget(endpoint: Endpoint, service: Service, operation: Operation): void {
  const nowMs = endpoint.world.sources.steadyMs() * endpoint.world.clockSpeed;
  if (endpoint.rateLimits?.admits(service.name, operation.name, nowMs) === false) {
    throw failure(service.throttled, "Rate exceeded");
  }
}

function demandNoInjectedError(world: World, service: Service, call: Call): void {
  const fault = world.faults.take(call, refusing);
  if (fault) throw refusalOf(fault, service);
}

const refusing = [
  "throttled",
  "server-error",
  "page-fails",
  "later-page-fails",
  "token-expires",
  "error",
] as const satisfies FaultKind[];

function refusalOf(fault: FaultOf<(typeof refusing)[number]>, service: Service): AwsFailure {
  switch (fault.kind) {
    case "throttled":
      return failure(service.throttled, "Rate exceeded");
    case "server-error":
      // https://docs.aws.amazon.com/organizations/latest/APIReference/CommonErrors.html
      return fault.httpStatus === 503
        ? new AwsFailure(
            "ServiceUnavailable",
            "The request has failed due to a temporary failure of the server.",
            503,
          )
        : new AwsFailure(service.internal[2], "Injected.", fault.httpStatus);
    case "page-fails":
      return new AwsFailure(service.internal[2], `Injected for page ${fault.page}.`, 500);
    case "later-page-fails":
      return new AwsFailure(service.internal[2], "Injected for a later page.", 500);
    case "token-expires":
      return failure(service.invalidRequest, "The pagination token has expired.");
    case "error":
      return new AwsFailure(fault.name, fault.message, fault.httpStatus);
  }
}

function run(endpoint: Endpoint, service: Service, operation: Operation, body: unknown): object {
  const prepared = operation.prepare(body, endpoint.checkShapes ? "refuse" : "ignore");
  if ("difference" in prepared) throw failure(service.invalidRequest, prepared.difference);
  settleOperations(endpoint.world);
  if (isClosedToDelegate(endpoint.world, service.name, operation.name, body)) {
    throw failure(
      service.accessDenied,
      `You are not authorized to perform ${operation.name} from this account.`,
    );
  }
  const answer = prepared.run(endpoint.world);
  if (endpoint.checkShapes) demandFit(endpoint, operation, answer);
  return answer;
}

function demandFit(endpoint: Endpoint, operation: Operation, answer: object): void {
  const strictness = { unknownMembers: "refuse", timestamps: "date" } as const;
  const difference = shapeDifference(operation.answerSchema, answer, strictness);
  if (difference === null) return;
  endpoint.shapeViolations.push(`${operation.name}: ${difference}`);
  throw new AwsFailure("InternalFailure", `The answer does not fit: ${difference}`, 500);
}
