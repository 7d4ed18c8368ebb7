import { explainEnd, isFinished, sessionsMayLiveUntil, wantedUntil } from "#lib/core/grant.ts";
import { leftStanding } from "#lib/core/left-standing.ts";
import type { AwsFault, GrantRow } from "#lib/core/shown-access.ts";
import { endReasonOf } from "#lib/db/end-reason.ts";
import { standingExtension } from "#lib/db/extended.ts";
import type { Prisma } from "#lib/db/generated/client.ts";

/** What every page shows of a grant, to be read in one go. */
export const grantColumns = {
  id: true,
  requestId: true,
  personId: true,
  accountId: true,
  permissionSetArn: true,
  startsAt: true,
  endsAt: true,
  heldSince: true,
  sessionMinutes: true,
  state: true,
  withdrawnAt: true,
  withdrawnById: true,
  withdrawnByName: true,
  activeAt: true,
  endedAt: true,
  endReason: true,
  endDetail: true,
  request: {
    select: {
      number: true,
      requesterName: true,
      accountName: true,
      permissionSetName: true,
      ticket: true,
      destination: true,
    },
  },
  extensions: {
    where: standingExtension,
    select: { id: true, number: true, grant: { select: { endsAt: true } } },
    take: 1,
  },
  managedAssignment: {
    select: {
      seen: true,
      seenAt: true,
      faults: true,
      faultKind: true,
      faultMessage: true,
      faultAt: true,
      faultSince: true,
      dueAt: true,
      waitsFor: true,
      waitsSince: true,
      verdict: true,
      verdictByName: true,
      verdictOwner: true,
      verdictAt: true,
    },
  },
} as const satisfies Prisma.GrantSelect;

type Columns = Prisma.GrantGetPayload<{ select: typeof grantColumns }>;

function faultOf(ledger: Columns["managedAssignment"]): AwsFault | null {
  if (!ledger || ledger.faults === 0 || ledger.faultAt === null) return null;
  return {
    tries: ledger.faults,
    kind: ledger.faultKind ?? "fault",
    message: ledger.faultMessage ?? "",
    at: ledger.faultAt,
    since: ledger.faultSince ?? ledger.faultAt,
    nextTryAt: ledger.dueAt,
  };
}

function extensionOf([extension]: Columns["extensions"]): GrantRow["extension"] {
  if (!extension) return null;
  return { requestId: extension.id, number: extension.number, endsAt: extension.grant?.endsAt ?? null };
}

function waitOf(ledger: Columns["managedAssignment"]): GrantRow["wait"] {
  if (!ledger?.waitsFor || !ledger.waitsSince) return null;
  return { for: ledger.waitsFor, since: ledger.waitsSince };
}

function verdictOf(ledger: Columns["managedAssignment"]): GrantRow["verdict"] {
  if (!ledger?.verdict || !ledger.verdictAt) return null;
  const { verdict: says, verdictByName, verdictOwner: owner, verdictAt: at } = ledger;
  return { says, by: verdictByName ?? "An administrator", owner, at };
}

/** A grant as the pages show it, from the columns that `grantColumns` selects. */
export function toGrantRow(columns: Columns): GrantRow {
  const { request, extensions, managedAssignment: ledger, endReason, endsAt, ...grant } = columns;
  const window = { startsAt: grant.startsAt, endsAt, withdrawnAt: grant.withdrawnAt };
  return {
    id: grant.id,
    requestId: grant.requestId,
    requestNumber: request.number,
    ticket: request.ticket,
    personId: grant.personId,
    personName: request.requesterName,
    accountId: grant.accountId,
    accountName: request.accountName,
    permissionSetArn: grant.permissionSetArn,
    permissionSetName: request.permissionSetName,
    state: grant.state,
    startsAt: grant.startsAt,
    endsAt: wantedUntil(window),
    agreedEndsAt: endsAt,
    heldSince: grant.heldSince,
    extension: extensionOf(extensions),
    destination: request.destination,
    sessionsUntil: sessionsMayLiveUntil({ ...window, sessionMinutes: grant.sessionMinutes }, grant.endedAt),
    withdrawnAt: grant.withdrawnAt,
    withdrawnById: grant.withdrawnById,
    withdrawnByName: grant.withdrawnByName,
    activeAt: grant.activeAt,
    endedAt: grant.endedAt,
    endSentence: endReason === null ? null : explainEnd(endReasonOf(endReason)),
    endDetail: grant.endDetail,
    leftStanding: grant.state === "ended" && endReason !== null ? leftStanding(endReasonOf(endReason)) : null,
    seen: ledger?.seen && ledger.seenAt ? { what: ledger.seen, at: ledger.seenAt } : null,
    fault: faultOf(ledger),
    wait: isFinished(grant.state) ? null : waitOf(ledger),
    nextLookAt: isFinished(grant.state) ? null : (ledger?.dueAt ?? null),
    verdict: isFinished(grant.state) ? null : verdictOf(ledger),
  };
}
