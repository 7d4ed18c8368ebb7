import { z } from "zod";
import type { Endpoint } from "./answer-request.ts";
import { changeAtRandom, changeKinds } from "./change-at-random.ts";
import { toldFault } from "./fault-book.ts";
import { faultSchema } from "./faults.ts";
import { named } from "./named.ts";
import { actOutside, outsideSchema } from "./outside.ts";
import { changedSettingsSchema, settingsSchema } from "./settings.ts";
import { settleByHand } from "./settle.ts";
import type { SimulatedAws } from "./simulated-aws.ts";
import { clockOffsetOf, dumpWorld, nowOf, setClockOffset } from "./world.ts";

export type ControlAnswer = { status: number; body: object };

const clockSchema = z.union([
  z.strictObject({ shiftMs: z.number() }),
  z.strictObject({ offsetMs: z.number() }),
]);
const latencySchema = z.strictObject({ latencyMs: z.int().nonnegative() });
const changesSchema = z.strictObject({
  count: z.int().min(1).max(100_000),
  seed: z.int().default(1),
  kinds: z.array(z.enum(changeKinds)).optional(),
});
const settleSchema = z.strictObject({
  requestId: z.string().optional(),
  /** Why they fail; absent: they succeed where they can. */
  reason: z.string().min(1).optional(),
});
const noBody = z.strictObject({});

/**
 * The simulator's own endpoint below /_simulator/, which AWS does not have. `body` is parsed JSON, or undefined.
 * An unknown path is 404, a body that does not fit is 400.
 */
export function answerControl(
  aws: SimulatedAws,
  request: { method: string; path: string; body: unknown },
): ControlAnswer {
  const { endpoint } = aws;
  const { world } = endpoint;
  const [, faultId] = /^\/_simulator\/faults\/([\w-]+)$/.exec(request.path) ?? [];
  if (faultId !== undefined && request.method === "DELETE") {
    return world.faults.clear(faultId)
      ? { status: 200, body: aws.faults() }
      : { status: 404, body: { error: "There is no such fault in force." } };
  }
  switch (`${request.method} ${request.path}`) {
    case "GET /_simulator/state":
      return { status: 200, body: summary(endpoint) };
    case "GET /_simulator/organisation":
      return { status: 200, body: dumpWorld(world) };
    case "GET /_simulator/assignments":
      return { status: 200, body: world.assignments.all().map((assignment) => named(world, assignment)) };
    case "POST /_simulator/clock":
      return parsed(clockSchema, request.body, (clock) => {
        setClockOffset(world, "offsetMs" in clock ? clock.offsetMs : clockOffsetOf(world) + clock.shiftMs);
        return { offsetMs: clockOffsetOf(world), now: nowOf(world).toISOString() };
      });
    case "POST /_simulator/latency":
      return parsed(latencySchema, request.body, ({ latencyMs }) => {
        world.latencyMs = latencyMs;
        world.revision += 1;
        return { latencyMs };
      });
    case "POST /_simulator/changes":
      return parsed(changesSchema, request.body, (changes) => changeAtRandom(world, changes));
    case "POST /_simulator/settings":
      return parsed(changedSettingsSchema, request.body, (changed) => aws.set(changed));
    case "GET /_simulator/faults":
      return { status: 200, body: aws.faults() };
    case "POST /_simulator/faults":
      return parsed(faultSchema, request.body, (fault) => {
        world.faults.add(fault);
        return aws.faults();
      });
    case "DELETE /_simulator/faults":
      world.faults.clear();
      return { status: 200, body: aws.faults() };
    case "POST /_simulator/outside": {
      const act = outsideSchema.safeParse(request.body);
      if (!act.success) return { status: 400, body: { error: z.prettifyError(act.error) } };
      const refusal = actOutside(world, act.data);
      return refusal === null ? { status: 200, body: act.data } : { status: 409, body: { error: refusal } };
    }
    case "POST /_simulator/operations/settle":
      return parsed(settleSchema, request.body ?? {}, (asked) => settleByHand(world, asked));
    case "GET /_simulator/credentials":
      return { status: 200, body: endpoint.credentials.handOut(world.credentialsLifeMs) };
    case "POST /_simulator/credentials/expire":
      return parsed(noBody, request.body ?? {}, () => ({ expired: aws.expireCredentials() }));
    case "POST /_simulator/reset":
      return parsed(noBody, request.body ?? {}, () => {
        aws.reset();
        return {};
      });
    default:
      return { status: 404, body: { error: "There is no such control." } };
  }
}

function parsed<Body>(
  schema: z.ZodType<Body>,
  body: unknown,
  perform: (body: Body) => object,
): ControlAnswer {
  const result = schema.safeParse(body);
  if (!result.success) return { status: 400, body: { error: z.prettifyError(result.error) } };
  return { status: 200, body: perform(result.data) };
}

function summary(endpoint: Endpoint): object {
  const { world } = endpoint;
  return {
    now: nowOf(world).toISOString(),
    offsetMs: clockOffsetOf(world),
    settings: settingsSchema.parse(world),
    latencyMs: world.latencyMs,
    region: world.region,
    instanceArn: world.instance.arn,
    identityStoreId: world.instance.identityStoreId,
    counts: {
      units: world.units.size,
      accounts: world.accounts.size,
      permissionSets: world.permissionSets.size,
      groups: world.groups.size,
      users: world.users.size,
      memberships: world.memberships.size,
      assignments: world.assignments.size,
    },
    openOperations: world.operations.where("status", "IN_PROGRESS"),
    faults: world.faults.inForce.map(toldFault),
    faultsOver: world.faults.over.map(toldFault),
    lateRequests: world.lateRequests,
    calls: Object.fromEntries(endpoint.calls),
    shapeViolations: endpoint.shapeViolations,
  };
}
