import type { IncomingHttpHeaders } from "node:http";
import { isClosedToDelegate } from "./delegate.ts";
import { AwsFailure, failure } from "./failure.ts";
import { takeFault } from "./faults.ts";
import type { Operation } from "./operation.ts";
import type { createRateLimits } from "./rate-limits.ts";
import { type Service, servicesByTarget } from "./services.ts";
import { settleOperations } from "./settle.ts";
import { shapeDifference } from "./shapes.ts";
import type { World } from "./world.ts";

export type Endpoint = {
  world: World;
  /** Null: as many requests as one likes. */
  rateLimits: ReturnType<typeof createRateLimits> | null;
  checkShapes: boolean;
  /** Requests by "service:Operation", answered or not. */
  calls: Map<string, number>;
  /** Answers that did not fit the SDK's schema; a test wants none. */
  shapeViolations: string[];
};

export type Outcome =
  | { do: "answer"; body: object; delayMs: number }
  | { do: "refuse"; failure: AwsFailure; delayMs: number }
  | { do: "reset" };

/** Answers one AWS request: signature, operation, budget, faults, shape, and at last the operation itself. */
export function answerRequest(endpoint: Endpoint, headers: IncomingHttpHeaders, body: unknown): Outcome {
  const { world } = endpoint;
  let delayMs = 0;
  try {
    demandSignature(headers);
    const { service, operation } = operationOf(world, headers);
    count(endpoint, service, operation);
    demandBudget(endpoint, service, operation);
    delayMs = takeFault(world.faults, operation.name, ["slow"])?.delayMs ?? 0;
    if (takeFault(world.faults, operation.name, ["reset"])) return { do: "reset" };
    demandNoInjectedError(world, service, operation, body);
    const replaced = takeFault(world.faults, operation.name, ["answer"]);
    if (replaced) return { do: "answer", body: replaced.body, delayMs };
    const answer = run(endpoint, service, operation, body);
    if (takeFault(world.faults, operation.name, ["answer-lost"])) return { do: "reset" };
    return { do: "answer", body: answer, delayMs };
  } catch (error) {
    if (error instanceof AwsFailure) return { do: "refuse", failure: error, delayMs };
    throw error;
  }
}

function demandSignature(headers: IncomingHttpHeaders): void {
  if (headers.authorization?.startsWith("AWS4-HMAC-SHA256 ")) return;
  throw new AwsFailure("MissingAuthenticationTokenException", "Missing Authentication Token", 403);
}

function operationOf(world: World, headers: IncomingHttpHeaders): { service: Service; operation: Operation } {
  const target = headers["x-amz-target"];
  const [prefix = "", name = ""] = typeof target === "string" ? target.split(".") : [];
  const service = servicesByTarget[prefix];
  const operation = service?.operations.get(name);
  const isOffered =
    service && ![name, `${service.name}:${name}`].some((one) => world.notOffered.includes(one));
  if (service && operation && isOffered) return { service, operation };
  throw new AwsFailure("UnknownOperationException", `The operation ${String(target)} is not offered here.`);
}

function count(endpoint: Endpoint, service: Service, operation: Operation): void {
  const name = `${service.name}:${operation.name}`;
  endpoint.calls.set(name, (endpoint.calls.get(name) ?? 0) + 1);
}

function demandBudget(endpoint: Endpoint, service: Service, operation: Operation): void {
  const nowMs = performance.now() * endpoint.world.clockSpeed;
  if (endpoint.rateLimits?.admits(service.name, operation.name, nowMs) === false) {
    throw failure(service.throttled, "Rate exceeded");
  }
}

function demandNoInjectedError(world: World, service: Service, operation: Operation, body: unknown): void {
  const isLaterPage = typeof body === "object" && body !== null && "NextToken" in body;
  if (isLaterPage && takeFault(world.faults, operation.name, ["later-page-fails"])) {
    throw new AwsFailure("InternalServerException", "Injected for a later page.", 500);
  }
  if (isLaterPage && takeFault(world.faults, operation.name, ["token-expires"])) {
    throw failure(service.invalidRequest, "The pagination token has expired.");
  }
  const error = takeFault(world.faults, operation.name, ["error"]);
  if (error) throw new AwsFailure(error.name, error.message, error.httpStatus);
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
