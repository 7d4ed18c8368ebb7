import type { EndReason } from "#lib/core/grant.ts";
import type { Ledger, LedgerGrant } from "#lib/core/managed-assignment.ts";
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
 * Claims due ledger rows for this worker: removals first, the oldest end first. Rows under a living claim are left alone.
 * @param limit how many at the most
 */
export async function claimDue(tx: Db, workerId: string, now: Date, limit: number): Promise<Claim[]> {
  const leaseUntil = new Date(now.getTime() + LEASE_MS);
  const rows = await tx.$queryRaw<{ id: string; epoch: number }[]>`
    update managed_assignment m
    set lease_owner = ${workerId}, lease_until = ${leaseUntil}, lease_epoch = m.lease_epoch + 1
    from (
      select d.id
      from managed_assignment d
      left join lateral (
        select min(least(g.ends_at, coalesce(g.withdrawn_at, g.ends_at))) as ends
        from access_grant g
        where g.managed_assignment_id = d.id and g.ended_at is null
      ) over_by on true
      where d.due_at <= ${now} and (d.lease_until is null or d.lease_until <= ${now})
      order by (over_by.ends is not null and over_by.ends <= ${now}) desc, over_by.ends asc nulls last, d.due_at
      limit ${limit}
      for update of d skip locked
    ) due
    where m.id = due.id
    returning m.id::text as id, m.lease_epoch as epoch`;
  return rows.map((row) => ({ ...row, workerId }));
}

const ledgerInclude = {
  grants: true,
  operations: { orderBy: { startedAt: "desc" }, take: 20 },
} satisfies Prisma.ManagedAssignmentInclude;

export type LedgerRow = Prisma.ManagedAssignmentGetPayload<{ include: typeof ledgerInclude }>;

/**
 * Reads a claimed ledger row with its grants and its latest operations.
 * @throws LeaseLost when the claim is not the row's latest any more
 */
export async function readClaimed(tx: Db, claim: Claim): Promise<LedgerRow> {
  const row = await tx.managedAssignment.findUniqueOrThrow({
    where: { id: claim.id },
    include: ledgerInclude,
  });
  if (row.leaseEpoch !== claim.epoch) throw new LeaseLost(claim.id);
  return row;
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
      createAttempts: row.createAttempts,
      faults: row.faults,
      isDenied: row.faultKind === "denied",
      tombstone: row.tombstoneAt && { at: row.tombstoneAt, looks: row.tombstoneLooks },
    },
    grants: row.grants.map((grant) => ({
      id: grant.id,
      state: grant.state,
      startsAt: grant.startsAt,
      endsAt: grant.endsAt,
      withdrawnAt: grant.withdrawnAt,
      withdrawnReason: withdrawnReason(grant.withdrawnReason),
    })),
  };
}

/** A create whose answer was lost may still land, but not for long: its signature lives 15 minutes at the most. */
const LATE_CREATE_MS = 30 * 60_000;

function hasUnknownCreate(row: LedgerRow): boolean {
  const seenAt = row.seenAt?.getTime();
  return row.operations.some(
    ({ kind, outcome, startedAt }) =>
      kind === "create" &&
      outcome === "unknown" &&
      (seenAt === undefined || seenAt - startedAt.getTime() < LATE_CREATE_MS),
  );
}

function withdrawnReason(stored: string | null): EndReason | null {
  if (stored === null) return null;
  switch (stored) {
    case "ended-by-holder":
    case "ended-by-administrator":
    case "person-not-enabled":
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
