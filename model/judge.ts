import type { GrantState } from "#lib/core/grant.ts";
import type { Step } from "#lib/core/ledger.ts";
import { nextStep } from "#lib/core/managed-assignment.ts";
import { hasLandedLate } from "#lib/core/tombstone.ts";
import { type LedgerRow, toLedger } from "#lib/db/ledger.ts";
import type { Grant, Row, Second, World } from "./world.ts";

const BEGINNING = Date.UTC(2026, 0, 1);

/** The instant of a second of the model. */
export const instant = (second: Second) => new Date(BEGINNING + second * 1_000);

/** The second of an instant. */
export const secondOf = (moment: Date): Second => (moment.getTime() - BEGINNING) / 1_000;

const orNull = (second: Second | null) => (second === null ? null : instant(second));

type Living = LedgerRow["grants"][number]["state"];

function living(state: GrantState): Living | null {
  switch (state) {
    case "active_preexisting":
      return "active-preexisting";
    case "revoke_blocked":
      return "revoke-blocked";
    case "granting":
    case "active":
    case "revoking":
    case "contested":
      return state;
    case "scheduled":
    case "grant_failed":
    case "ended":
    case "cancelled":
    case "invalidated":
      return null;
  }
}

function stored(grant: Grant, index: number): LedgerRow["grants"] {
  const state = grant.isAttached ? living(grant.state) : null;
  if (!state) return [];
  const { startsAt, endsAt, withdrawnAt } = grant;
  return [
    {
      id: `g${index}`,
      state,
      startsAt: instant(startsAt),
      endsAt: instant(endsAt),
      withdrawnAt: orNull(withdrawnAt),
      withdrawnReason: withdrawnAt === null ? null : "ended-by-holder",
    },
  ];
}

/** What the product's own decision function says of the row now. */
export function judge(world: World, row: Row): Step {
  const { ledger, grants } = read(world, row);
  return nextStep(ledger, grants, instant(world.now));
}

/** Whether this look tells that a create of ours landed whose answer was lost. */
export function tellsOfLanding(world: World, row: Row, seen: "present" | "absent"): boolean {
  return hasLandedLate(read(world, row).ledger, seen);
}

function read({ grants, now }: World, row: Row): ReturnType<typeof toLedger> {
  return toLedger({
    id: "row",
    now: instant(now),
    version: String(row.version),
    accountId: "account",
    permissionSetArn: "set",
    personId: "person",
    origin: row.origin,
    seen: row.seen,
    seenAt: orNull(row.seenAt),
    absentSince: orNull(row.absentSince),
    createAttempts: row.createAttempts,
    faults: row.faults,
    faultKind: row.faults > 0 ? "unavailable" : null,
    faultMessage: null,
    personGoneAt: null,
    verdict: row.verdict,
    verdictOwner: null,
    tombstoneAt: orNull(row.tombstoneAt),
    waitsFor: null,
    grants: grants.flatMap(stored),
    operations: row.operations
      .toReversed()
      .filter(({ outcome }, index) => index < 20 || !(outcome === "refused" || outcome === "failed"))
      .map((operation) => ({
        ...operation,
        id: String(operation.id),
        requestId: operation.requestId === null ? null : String(operation.requestId),
        startedAt: instant(operation.startedAt),
        settledAt: orNull(operation.settledAt),
      })),
  });
}

/** The second from which the grant is not wanted: its end, or an earlier withdrawal. */
export const wantedUntil = ({ endsAt, withdrawnAt }: Grant): Second =>
  Math.min(endsAt, withdrawnAt ?? endsAt);

/** Whether the grant wants the assignment now, attached or not. */
export function wants(grant: Grant, now: Second): boolean {
  const isOver = living(grant.state) === null && grant.state !== "scheduled";
  return !isOver && grant.startsAt <= now && now < wantedUntil(grant);
}

/** Whether the grant is in a state that it never leaves. */
export function isOver(grant: Grant): boolean {
  return living(grant.state) === null && grant.state !== "scheduled";
}
