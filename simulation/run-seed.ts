import { createHash } from "node:crypto";
import type { Fate, SentRequest } from "#demo/aws/in-process.ts";
import { cast } from "#demo/seed/organisation/cast.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { advanceAssignment } from "#lib/operations/advance-assignment.ts";
import { takeUpDue } from "#lib/operations/sweep-assignments.ts";
import { type Chance, chanceOf } from "./chance.ts";
import { createFibers, type Fiber, type Order } from "./fibers.ts";
import { approve, type Role, withdraw } from "./grants.ts";
import {
  brokenEvents,
  brokenIntent,
  brokenNow,
  type GrantSeen,
  grantsOf,
  isFinished,
  isOursUnderWay,
  keyOf,
  looksLikeOurs,
  rowsTold,
  type Truth,
  until,
} from "./oracle.ts";
import { BEGINNING, type SimulationStage } from "./stage.ts";

const SLOTS = 3;
const WORKERS = 2;
const STEPS_WITH_FAULTS = 160;
const STEPS_AT_MOST = 6_000;
const ACCOUNTS = ["payments-prod", "ledger-prod"];
const SET = "PaymentsOperator";
const ON_TIME_MS = 60_000;
/** By then every look for what may land late has been made. */
const THREE_DAYS_MS = 3 * 24 * 3_600_000;

export type Outcome = {
  seed: number;
  steps: number;
  /** Of everything that happened, in order: the same for the same seed. */
  hash: string;
  broken: string | null;
  trace: readonly string[];
  counts: Readonly<Record<string, number>>;
};

/** Plays one seed to its end: trouble first, then none, until everything has come to rest. */
export async function runSeed(stage: SimulationStage, seed: number): Promise<Outcome> {
  const chance = chanceOf(seed);
  const fibers = createFibers();
  const trace: string[] = [];
  const counts: Record<string, number> = {};
  const truth: Truth = { madeBy: new Map(), knownForeign: new Map() };
  let now = BEGINNING;
  let isTroubled = true;
  let broken: string | null = null;
  let lastLook = BEGINNING;
  const say = (words: string) => trace.push(`${now.toISOString().slice(5, 23)} ${words}`);
  const count = (what: string) => {
    counts[what] = (counts[what] ?? 0) + 1;
  };
  const breaks = (what: string) => {
    broken ??= what;
    say(`BROKEN ${what}`);
  };

  await stage.clear();
  await stage.setNow(now);
  globalThis.gatehouseFailpoint = (point) => fibers.gate(point);
  const { simulated, aws } = stage.connect(
    {
      chanceSeed: seed,
      async fateOf(request) {
        const role = roleOf(request);
        if (!role && request.operation !== "ListAccountAssignments") return { kind: "answered" };
        await fibers.gate(`AWS: ${request.operation}`);
        const fate = isTroubled ? fateBy(chance, request) : { kind: "answered" as const };
        if (fate.kind !== "answered") {
          count(fate.kind === "refused" ? fate.name : fate.kind);
          say(`${fibers.running()?.name ?? "nobody"}: ${request.operation} is ${fate.kind}`);
        }
        if (role && (fate.kind === "answered" || fate.kind === "lost-after" || fate.kind === "lands-late")) {
          const kind = request.operation === "CreateAccountAssignment" ? "create" : "delete";
          const wrong = await brokenIntent(stage.owner, role, kind);
          if (wrong) breaks(wrong);
          if (kind === "create") truth.knownForeign.delete(keyOf(role));
          const foreignSince = truth.knownForeign.get(keyOf(role));
          if (foreignSince && kind === "delete" && !(await looksLikeOurs(stage.owner, role, foreignSince)))
            breaks("S2: a delete of what somebody else made");
        }
        return fate;
      },
    },
    async () => undefined,
  );

  const accounts = ACCOUNTS.map(
    (name) => stage.organisation.accounts.find((one) => one.name === name)?.id ?? "",
  );
  const permissionSetArn = stage.organisation.permissionSets.find(({ name }) => name === SET)?.arn ?? "";
  const roles: Role[] = [cast.leo.userId, cast.ines.userId].flatMap((personId) =>
    accounts.map((accountId) => ({ personId, accountId, permissionSetArn })),
  );
  const settings = { aws, instanceArn: aws.instanceArn, maxOpenOperations: SLOTS, pace: { usualMs: 1_500 } };
  let born = 0;
  const workers: Fiber[] = [];

  async function hire(): Promise<void> {
    born += 1;
    const actor = { kind: "worker", workerId: `w${born}` } as const;
    const fiber = await fibers.start(actor.workerId, async () => {
      for (;;) {
        await fibers.gate("idle");
        try {
          const { claims } = await takeUpDue({ actor, now: await readNow() }, settings, 1);
          for (const claim of claims) await advanceAssignment(actor, settings, claim);
        } catch {
          // The worker's own loop logs it and goes on.
        }
      }
    });
    workers.push(fiber);
  }

  async function turnTo(moment: Date): Promise<void> {
    now = moment;
    simulated.setNow(now);
    await stage.setNow(now);
    say("the clock");
  }

  /** Notes who made what appeared, and what went away. */
  function watch(): void {
    const state = simulated.state();
    for (const role of roles) {
      const key = keyOf(role);
      const stands = state.assignments.some(
        (one) =>
          one.principalId === role.personId &&
          one.accountId === role.accountId &&
          one.permissionSetArn === permissionSetArn,
      );
      if (stands && !truth.madeBy.has(key)) truth.madeBy.set(key, "ours");
      if (!stands) {
        truth.madeBy.delete(key);
        truth.knownForeign.delete(key);
      }
    }
  }

  async function meddle(role: Role): Promise<void> {
    watch();
    const key = keyOf(role);
    const target = {
      accountId: role.accountId,
      permissionSetArn,
      principalType: "USER" as const,
      principalId: role.personId,
    };
    simulated.setLatency(0);
    const act = truth.madeBy.has(key) ? ("unassign" as const) : ("assign" as const);
    const isUnderWay = await isOursUnderWay(stage.owner, role);
    const refusal = simulated.actOutside({ act, ...target });
    simulated.setLatency(2_000);
    if (refusal) return;
    count(act);
    say(`somebody does ${act} of ${key}`);
    if (act === "assign") {
      truth.madeBy.set(key, "somebody");
      if (!isUnderWay) truth.knownForeign.set(key, now);
    }
    watch();
  }

  async function ask(): Promise<void> {
    const role = chance.pick(roles);
    if (!role) return;
    const delay = chance.happens(0.5) ? 0 : chance.below(20) * 60_000;
    const startsAt = new Date(now.getTime() + delay);
    const before = (await grantsOf(stage.owner)).filter(
      (one) => keyOf(one) === keyOf(role) && !isFinished(one),
    );
    const [former] = before;
    // Now and then exactly where another one ends.
    const begins = former && former.endsAt > now && chance.happens(0.4) ? former.endsAt : startsAt;
    const minutes = 1 + chance.below(30);
    await approve(stage.owner, role, { now, startsAt: begins, minutes });
    count("grant");
    say(`a grant of ${keyOf(role)} from ${begins.toISOString().slice(11, 19)} for ${minutes} min`);
  }

  async function giveBack(): Promise<void> {
    const open = (await grantsOf(stage.owner)).filter(
      (one) => !isFinished(one) && !one.withdrawnAt && until(one) > now,
    );
    const grant = chance.pick(open);
    if (!grant) return;
    await withdraw(stage.owner, grant.id, now);
    count("withdrawal");
    say(`grant ${grant.id.slice(-3)} is withdrawn`);
  }

  async function go(fiber: Fiber, order: Order): Promise<void> {
    say(`${fiber.name}: ${fiber.at ?? "?"}${order.do === "fail" ? " fails" : ""}`);
    await fibers.resume(fiber, order);
    watch();
    const wrong = await brokenNow(stage.owner, SLOTS);
    if (wrong) breaks(wrong);
  }

  const alive = () => workers.filter(({ isDead }) => !isDead);

  /** The next moment at which a row is due, a lease ends, a grant begins or ends, or AWS finishes something. */
  async function nextMoment(): Promise<Date | null> {
    const { rows } = await stage.owner.query<{ at: Date | null }>(
      `select min(at) as at from (
         select greatest(due_at, coalesce(lease_until, due_at)) as at from managed_assignment where due_at is not null
         union all select starts_at from access_grant where state = 'scheduled'
         union all select least(ends_at, coalesce(withdrawn_at, ends_at)) from access_grant where ended_at is null
       ) moments where at > $1`,
      [now],
    );
    return rows[0]?.at ?? null;
  }

  async function isWorkDue(): Promise<boolean> {
    const { rows } = await stage.owner.query<{ due: boolean }>(
      `select exists (select from managed_assignment m where due_at <= $1 and (lease_until is null or lease_until <= $1)
           and (exists (select from aws_operation o where o.managed_assignment_id = m.id and o.settled_at is null)
             or waits_for is distinct from 'place' or (select count(*) from aws_operation where settled_at is null) < case when exists (
             select from access_grant g where g.managed_assignment_id = m.id and g.ended_at is null
               and least(g.ends_at, coalesce(g.withdrawn_at, g.ends_at)) > $1) then $2::int else $3::int end)
           and (waits_for is distinct from 'account'
             or not exists (select from aws_operation o
               where o.account_id = m.account_id and o.managed_assignment_id <> m.id and o.settled_at is null)))
         or exists (select from access_grant where state = 'scheduled' and (starts_at <= $1 or withdrawn_at is not null))
         or exists (select from access_grant g join managed_assignment m on m.id = g.managed_assignment_id
           where g.withdrawn_at <= $1 and g.ended_at is null and g.state in ('granting', 'active', 'active-preexisting')
             and m.due_at > $1 and m.lease_until is null) as due`,
      [now, SLOTS - 2, SLOTS],
    );
    return rows[0]?.due ?? false;
  }

  async function troubledStep(): Promise<void> {
    const fiber = chance.pick(alive());
    if (!fiber) return hire();
    const dice = chance.next();
    const isBusy = fiber.at !== "idle";
    if (isBusy && dice < 0.03) {
      fibers.kill(fiber);
      count("crash");
      say(`${fiber.name} is killed at ${fiber.at}`);
      return hire();
    }
    if (isBusy && dice < 0.05) {
      count("database fault");
      return go(fiber, { do: "fail", error: new Error("Connection terminated unexpectedly") });
    }
    if (dice < 0.08) return ask();
    if (dice < 0.09) return giveBack();
    if (dice < 0.1) {
      const role = chance.pick(roles);
      if (role) await meddle(role);
      return;
    }
    if (dice < 0.12) {
      count("stall");
      return turnTo(new Date(now.getTime() + chance.below(45_000)));
    }
    if (dice < 0.123) {
      const operation = chance.pick(["CreateAccountAssignment", "DeleteAccountAssignment"] as const);
      if (operation) simulated.inject({ kind: "never-settles", operation, times: 1 });
      count("never-settles");
      return;
    }
    if (dice < 0.128) return turnTo(new Date(now.getTime() + chance.below(15 * 60_000)));
    if (isBusy || (await isWorkDue())) return go(fiber, { do: "go" });
    const next = await nextMoment();
    await turnTo(
      next && chance.happens(0.8) ? next : new Date(now.getTime() + 1_000 * (1 + chance.below(120))),
    );
  }

  /** What is contested is looked at for ever. */
  async function isLeftToHumans(): Promise<boolean> {
    return (await grantsOf(stage.owner)).every((one) => isFinished(one) || one.state === "contested");
  }

  /** True when nothing is left to do. */
  async function calmStep(): Promise<boolean> {
    const busy = alive().find(({ at }) => at !== "idle");
    const free = alive()[0];
    if (busy) await go(busy, { do: "go" });
    else if (free && (await isWorkDue())) await go(free, { do: "go" });
    else {
      const next = await nextMoment();
      if (!next || (next > lastLook && (await isLeftToHumans()))) return true;
      await turnTo(next);
    }
    return false;
  }

  // In every other seed lists show what happened some seconds later.
  if (seed % 2 === 0) simulated.set({ listLagMs: 1_000 * (1 + chance.below(15)) });
  for (let hired = 0; hired < WORKERS; hired += 1) await hire();
  await ask();
  let steps = 0;
  for (; steps < STEPS_WITH_FAULTS && !broken; steps += 1) await troubledStep();
  isTroubled = false;
  simulated.clearFaults();
  say("no more trouble");
  const calmSince = now;
  lastLook = new Date(now.getTime() + THREE_DAYS_MS);
  let isAtRest = false;
  for (; steps < STEPS_AT_MOST && !broken && !isAtRest; steps += 1) isAtRest = await calmStep();
  if (!broken) {
    const wrong = await brokenAtTheEnd(stage, { isAtRest, calmSince, truth });
    if (wrong) breaks(wrong);
  }
  if (broken) for (const line of await rowsTold(stage.owner)) say(line);
  for (const fiber of workers) fibers.kill(fiber);
  globalThis.gatehouseFailpoint = undefined;
  for (const grant of await grantsOf(stage.owner))
    count(`${grant.state}${grant.endReason ? ` ${grant.endReason}` : ""}`);
  await db().$queryRaw`select 1`;
  return {
    seed,
    steps,
    hash: createHash("sha256").update(trace.join("\n")).digest("hex").slice(0, 12),
    broken,
    trace,
    counts,
  };
}

/** L1, L5, S9, S10 once everything is at rest. */
async function brokenAtTheEnd(
  stage: SimulationStage,
  { isAtRest, calmSince, truth }: { isAtRest: boolean; calmSince: Date; truth: Truth },
): Promise<string | null> {
  const grants = await grantsOf(stage.owner);
  if (!isAtRest)
    return `L5: it does not come to rest; ${grants.filter((one) => !isFinished(one)).length} grants are open`;
  const open = grants.find((one) => !isFinished(one) && one.state !== "contested");
  if (open) return `L5: grant ${open.id.slice(-3)} stays ${open.state}`;
  const contested = new Set(grants.filter(({ state }) => state === "contested").map(keyOf));
  for (const [key, by] of truth.madeBy)
    if (by === "ours" && !contested.has(key)) return `S10: what we made stands for ever: ${key}`;
  // What AWS leaves open for ever is waited for, and so is what comes after it.
  const { rows } = await stage.owner.query("select from aws_operation where outcome = 'unfinished'");
  const late = rows.length > 0 ? undefined : grants.find((one) => isLate(one, calmSince));
  if (late)
    return `L1: grant ${late.id.slice(-3)} ended ${until(late).toISOString()}, and was gone ${late.endedAt?.toISOString()}`;
  return brokenEvents(stage.owner);
}

/** A removal that began when all was well again and took longer than a minute. */
function isLate(grant: GrantSeen, calmSince: Date): boolean {
  const end = until(grant);
  const reasons = ["end-reached", "ended-by-holder"];
  const hasHadTime = end.getTime() > calmSince.getTime() + 15 * 60_000;
  return (
    hasHadTime &&
    grant.endReason !== null &&
    reasons.includes(grant.endReason) &&
    grant.endedAt !== null &&
    grant.endedAt.getTime() - end.getTime() > ON_TIME_MS
  );
}

function roleOf({ operation, body }: SentRequest): Role | null {
  if (operation !== "CreateAccountAssignment" && operation !== "DeleteAccountAssignment") return null;
  if (typeof body !== "object" || body === null) return null;
  if (!("PrincipalId" in body && "TargetId" in body && "PermissionSetArn" in body)) return null;
  return {
    personId: String(body.PrincipalId),
    accountId: String(body.TargetId),
    permissionSetArn: String(body.PermissionSetArn),
  };
}

const ERRORS = [
  "ThrottlingException",
  "InternalServerException",
  "ConflictException",
  "AccessDeniedException",
  "ExpiredTokenException",
];

/** What becomes of a request while AWS is in trouble. */
function fateBy(chance: Chance, request: SentRequest): Fate {
  const dice = chance.next();
  if (dice < 0.06) return { kind: "refused", name: chance.pick(ERRORS) ?? "InternalServerException" };
  if (dice < 0.08) return { kind: "unreached" };
  if (dice < 0.1) return { kind: "lost-before" };
  if (dice < 0.13) return { kind: "lost-after" };
  if (dice < 0.15 && request.operation === "CreateAccountAssignment")
    return { kind: "lands-late", delayMs: chance.below(14 * 60_000) };
  return { kind: "answered" };
}
