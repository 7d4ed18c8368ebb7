import { z } from "zod";
import type { EndReason } from "#lib/core/grant.ts";
import type { Ledger, LedgerGrant } from "#lib/core/ledger.ts";
import type { Db } from "./client.ts";
import type { Prisma } from "./generated/client.ts";

/** How long a claim on a ledger row lasts unless it is renewed. Every AWS call ends well within it. */
export const LEASE_MS = 30_000;

/** A claim on one ledger row. Every write carries the epoch; a newer claim makes it void. */
export type Claim = { id: string; epoch: number; workerId: string };

/** Thrown when somebody else has claimed the row since: whoever holds the old claim stops without a further write. */
export class LeaseLost extends Error {
  constructor(id: string) {
    super(`the claim on managed assignment ${id} was taken over`);
    this.name = "LeaseLost";
  }
}

/**
 * Claims due ledger rows for this worker: removals first, the oldest end first. Rows under a living claim are left alone, and so is what waits
 * in line while it could not have its turn: for the one operation that its account allows, or for a free place, of which each is for the first in
 * line. A row whose own operation is open waits in no line, whatever was written before it had its turn; while places are free, removals that can
 * still be sent go before it. What nobody holds any more is looked at again when there are no more removals than places, so that a long line of
 * them has AWS's calls for itself.
 * @param limit how many at the most
 * @param places how many operations may be open at once: for removals, and for creates
 */
export async function claimDue(
  tx: Db,
  workerId: string,
  now: Date,
  limit: number,
  places: { removals: number; creates: number },
): Promise<Claim[]> {
  const leaseUntil = new Date(now.getTime() + LEASE_MS);
  const rows = await tx.$queryRaw<{ id: string; epoch: number }[]>`
    with taken as materialized (select count(*) as places from aws_operation where settled_at is null),
    line as materialized (
      select d.id, d.due_at, d.lease_epoch, over_by.ends, over_by.is_wanted, waits.for_place, own.is_open,
        (over_by.ends is not null and over_by.ends <= ${now}) as is_over,
        row_number() over (
          partition by waits.for_place
          order by (over_by.ends is not null and over_by.ends <= ${now}) desc, over_by.ends asc nulls last, d.due_at, d.id
        ) as turn
      from managed_assignment d
      left join lateral (
        select min(least(g.ends_at, coalesce(g.withdrawn_at, g.ends_at))) as ends,
          bool_or(least(g.ends_at, coalesce(g.withdrawn_at, g.ends_at)) > ${now}) as is_wanted
        from access_grant g
        where g.managed_assignment_id = d.id and g.ended_at is null
      ) over_by on true
      cross join lateral (
        select exists (select from aws_operation o where o.managed_assignment_id = d.id and o.settled_at is null) as is_open
      ) own
      cross join lateral (select d.waits_for = 'place' and not own.is_open as for_place) waits
      where d.due_at <= ${now} and (d.lease_until is null or d.lease_until <= ${now})
        and (d.waits_for is distinct from 'account' or not exists (
          select from aws_operation o
          where o.account_id = d.account_id and o.managed_assignment_id <> d.id and o.settled_at is null))
    ),
    crowd as materialized (select count(*) filter (where is_over) as removals from line)
    update managed_assignment m
    set lease_owner = ${workerId}, lease_until = ${leaseUntil}, lease_epoch = m.lease_epoch + 1
    from (
      select d.id
      from line
      cross join taken
      cross join crowd
      join managed_assignment d on d.id = line.id
      where (line.ends is not null or line.is_open or crowd.removals <= ${places.removals}::int)
        and (line.for_place is not true
          or taken.places + line.turn <= case when line.is_wanted then ${places.creates}::int else ${places.removals}::int end)
        -- Whoever claimed it since it was read has made the epoch another.
        and d.lease_epoch = line.lease_epoch
      order by line.is_over desc, (line.is_open and taken.places < ${places.removals}::int), line.ends asc nulls last, line.due_at, line.id
      limit ${limit}
      for update of d skip locked
    ) due
    where m.id = due.id
    returning m.id::text as id, m.lease_epoch as epoch`;
  return rows.map((row) => ({ ...row, workerId }));
}

/** When the next row that nobody holds becomes due; null when none ever does by itself. */
export async function nextDueAt(tx: Db, now: Date): Promise<Date | null> {
  const [row] = await tx.$queryRaw<{ due: Date | null }[]>`
    select min(due_at) as due from managed_assignment where due_at > ${now}`;
  return row?.due ?? null;
}

const moment = z.coerce.date();

const heldRow = z.object({
  id: z.string(),
  now: z.date(),
  /** Changes with every write to the row, whoever makes it, and with every grant that is attached to it. */
  version: z.string(),
  accountId: z.string(),
  permissionSetArn: z.string(),
  personId: z.string(),
  origin: z.enum(["ours", "preexisting", "contested"]).nullable(),
  seen: z.enum(["present", "absent"]).nullable(),
  seenAt: z.date().nullable(),
  absentSince: z.date().nullable(),
  createAttempts: z.number(),
  faults: z.number(),
  faultKind: z.string().nullable(),
  faultMessage: z.string().nullable(),
  personGoneAt: z.date().nullable(),
  verdict: z.enum(["keep", "remove"]).nullable(),
  verdictOwner: z.string().nullable(),
  tombstoneAt: z.date().nullable(),
  waitsFor: z.string().nullable(),
  grants: z.array(
    z.object({
      id: z.string(),
      state: z.enum(["granting", "active", "active-preexisting", "revoking", "revoke-blocked", "contested"]),
      startsAt: moment,
      endsAt: moment,
      withdrawnAt: moment.nullable(),
      withdrawnReason: z.string().nullable(),
    }),
  ),
  operations: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(["create", "delete"]),
      requestId: z.string().nullable(),
      startedAt: moment,
      settledAt: moment.nullable(),
      outcome: z.enum(["succeeded", "failed", "refused", "unknown", "unfinished"]).nullable(),
    }),
  ),
});

/** A ledger row as its holder reads it, with its living grants and its latest operations. */
export type LedgerRow = z.infer<typeof heldRow>;

/**
 * Renews the claim and reads the row, in one statement.
 * @throws LeaseLost when the claim is not the row's latest any more; ZodError when the row holds what was never written here
 */
export async function readHeld(tx: Db, claim: Claim): Promise<LedgerRow> {
  const [row] = await tx.$queryRaw<unknown[]>`
    with clock as materialized (select date_trunc('milliseconds', gatehouse_now()) as now),
    held as (
      update managed_assignment m set lease_until = clock.now + make_interval(secs => ${LEASE_MS / 1_000}::float8)
      from clock
      where m.id = ${claim.id}::uuid and m.lease_epoch = ${claim.epoch}
      returning m.*, m.xmin::text as version, clock.now
    )
    select h.id::text as id, h.now, h.account_id as "accountId", h.permission_set_arn as "permissionSetArn",
      h.person_id as "personId", h.origin::text as origin, h.seen::text as seen, h.seen_at as "seenAt", h.absent_since as "absentSince",
      h.create_attempts as "createAttempts", h.faults, h.fault_kind as "faultKind", h.fault_message as "faultMessage",
      h.person_gone_at as "personGoneAt", h.verdict::text as verdict, h.verdict_owner as "verdictOwner", h.tombstone_at as "tombstoneAt",
      h.waits_for::text as "waitsFor",
      -- Where this waited for the row's lock, the row is the newest one and its grants are those of before.
      h.version || ' ' || (select count(*) from access_grant g where g.managed_assignment_id = h.id and g.ended_at is null) as version,
      (select coalesce(jsonb_agg(jsonb_build_object('id', g.id, 'state', g.state, 'startsAt', g.starts_at, 'endsAt', g.ends_at,
          'withdrawnAt', g.withdrawn_at, 'withdrawnReason', g.withdrawn_reason) order by g.id), '[]')
        from access_grant g where g.managed_assignment_id = h.id and g.ended_at is null) as grants,
      (select coalesce(jsonb_agg(jsonb_build_object('id', o.id, 'kind', o.kind, 'requestId', o.request_id, 'startedAt', o.started_at,
          'settledAt', o.settled_at, 'outcome', o.outcome)), '[]')
        from aws_operation o
        -- However often AWS refuses, what it took is not pushed out of sight.
        where o.id in (select id from aws_operation where managed_assignment_id = h.id order by started_at desc limit 20)
          or o.id in (select id from aws_operation where managed_assignment_id = h.id and settled_at is not null
            and outcome not in ('refused', 'failed') order by started_at desc limit 20)) as operations
    from held h`;
  if (row === undefined) throw new LeaseLost(claim.id);
  return heldRow.parse(row);
}

/** The row as core judges it. */
export function toLedger(row: LedgerRow): {
  ledger: Ledger;
  grants: LedgerGrant[];
  openOperationId: string | null;
} {
  const open = row.operations.find((operation) => operation.settledAt === null) ?? null;
  const [settled] = row.operations
    .filter((operation) => operation.settledAt !== null)
    .toSorted((a, b) => (b.settledAt?.getTime() ?? 0) - (a.settledAt?.getTime() ?? 0));
  return {
    openOperationId: open?.id ?? null,
    ledger: {
      origin: row.origin,
      sighting:
        row.seen && row.seenAt ? { seen: row.seen, at: row.seenAt, absentSince: row.absentSince } : null,
      open: open && { kind: open.kind, requestId: open.requestId, startedAt: open.startedAt },
      settled:
        settled?.settledAt && settled.outcome
          ? { kind: settled.kind, outcome: settled.outcome, at: settled.settledAt }
          : null,
      hasUnknownCreate: hasUnknownCreate(row),
      standsSince: standsSince(row),
      hasUnfinishedCreate: row.operations.some(
        ({ kind, outcome }) => kind === "create" && outcome === "unfinished",
      ),
      createAttempts: row.createAttempts,
      faults: row.faults,
      isDenied: isDenied(row),
      isPersonGone: row.personGoneAt !== null,
      verdict: row.verdict,
      tombstoneAt: row.tombstoneAt,
    },
    grants: row.grants.map((grant) => ({
      ...grant,
      state: stateOf(grant.state),
      withdrawnReason: withdrawnReason(grant.withdrawnReason),
    })),
  };
}

/** Credentials that stay expired although they were asked for anew are a no like any other. */
function isDenied({ faultKind, faults }: LedgerRow): boolean {
  return (
    faultKind === "denied" ||
    faultKind === "account-not-active" ||
    (faultKind === "expired-credentials" && faults > 1)
  );
}

function stateOf(stored: LedgerRow["grants"][number]["state"]): LedgerGrant["state"] {
  switch (stored) {
    case "active-preexisting":
      return "active_preexisting";
    case "revoke-blocked":
      return "revoke_blocked";
    case "granting":
    case "active":
    case "revoking":
    case "contested":
      return stored;
  }
}

/**
 * A create whose answer was lost may still land, but not for long: its signature lives 15 minutes at the most. Until then that holds for one that
 * was seen to land as well, which nothing but a sighting says: it may have been somebody else's that was seen.
 */
const LATE_CREATE_MS = 30 * 60_000;

function hasUnknownCreate(row: LedgerRow): boolean {
  const seenAt = row.seenAt?.getTime();
  return row.operations.some(
    ({ kind, outcome, requestId, startedAt }) =>
      kind === "create" &&
      (outcome === "unfinished" ||
        ((outcome === "unknown" || (outcome === "succeeded" && requestId === null)) &&
          (seenAt === undefined || seenAt - startedAt.getTime() < LATE_CREATE_MS))),
  );
}

function standsSince(row: LedgerRow): Date | null {
  const newestFirst = row.operations
    .filter(({ settledAt }) => settledAt !== null)
    .toSorted((a, b) => (b.settledAt?.getTime() ?? 0) - (a.settledAt?.getTime() ?? 0));
  for (const { kind, outcome, settledAt } of newestFirst) {
    if (kind === "delete" && outcome === "succeeded") return null;
    if (kind === "create" && outcome !== "failed" && outcome !== "refused") return settledAt;
  }
  return null;
}

/** Why a grant was withdrawn, as it stands in its row; null for one that was not. */
export function withdrawnReason(stored: string | null): EndReason | null {
  if (stored === null) return null;
  switch (stored) {
    case "ended-by-holder":
    case "ended-by-administrator":
    case "person-not-enabled":
    case "person-gone":
      return stored;
    default:
      return null;
  }
}

/**
 * Writes to a ledger row under its claim.
 * @throws LeaseLost when a newer claim was made: nothing was written
 */
export async function writeClaimed(
  tx: Db,
  claim: Claim,
  data: Prisma.ManagedAssignmentUpdateManyMutationInput,
): Promise<void> {
  const { count } = await tx.managedAssignment.updateMany({
    where: { id: claim.id, leaseEpoch: claim.epoch },
    data,
  });
  if (count === 0) throw new LeaseLost(claim.id);
}

/**
 * Gives a row back, unless anybody wrote to it since it was read: then what they wrote has to be looked at first.
 * @returns whether it was given back
 */
export async function restUnlessChanged(
  tx: Db,
  claim: Claim,
  version: string,
  rest: { until: Date | null; waitsFor: string; now: Date },
): Promise<boolean> {
  const count = await tx.$executeRaw`
    update managed_assignment set due_at = ${rest.until}::timestamptz, lease_owner = null, lease_until = null,
      faults = 0, fault_kind = null, fault_message = null, fault_at = null, fault_since = null,
      waits_since = case when waits_for = ${rest.waitsFor}::ledger_wait then waits_since else ${rest.now} end,
      waits_for = ${rest.waitsFor}::ledger_wait
    where id = ${claim.id}::uuid and lease_epoch = ${claim.epoch} and xmin::text || ' ' ||
      (select count(*) from access_grant g where g.managed_assignment_id = managed_assignment.id and g.ended_at is null) = ${version}`;
  return count > 0;
}
