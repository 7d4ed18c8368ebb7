import {
  type EndReason,
  type GrantState,
  type GrantWindow,
  isFinished,
  isWanted,
  wantedUntil,
} from "./grant.ts";

/** How long a sighting may be trusted before AWS is asked again. */
const RECONCILE_MS = 10 * 60_000;
/** The look before a create is the last thing before it. */
const FRESH_MS = 15_000;
/** Lists lag behind operations; absence against expectation counts only after this long. */
const LAG_MS = 30_000;
/** An operation without an end for this long is treated as unknown. */
const OPEN_TOO_LONG_MS = 10 * 60_000;
const MAX_CREATE_ATTEMPTS = 3;
const BLOCKED_AFTER_MS = 5 * 60_000;
/** After an end the assignment is looked for again: a create that was sent late may land after our delete. */
const TOMBSTONE_LOOKS_MS = [60_000, 5 * 60_000, 20 * 60_000, 24 * 3_600_000];

export type Origin = "ours" | "preexisting" | "contested";
export type OperationKind = "create" | "delete";
export type OperationOutcome = "succeeded" | "failed" | "refused" | "unknown";

/** One ledger row: what is known of one assignment in AWS. */
export type Ledger = {
  origin: Origin | null;
  sighting: { seen: "present" | "absent"; at: Date; absentSince: Date | null } | null;
  open: { kind: OperationKind; requestId: string | null; startedAt: Date } | null;
  /** The last operation that settled, and whether some create of ours never told how it went. */
  settled: { kind: OperationKind; outcome: OperationOutcome; at: Date } | null;
  hasUnknownCreate: boolean;
  createAttempts: number;
  /** Faults since the row last came to rest, and whether the last one was AWS saying no. */
  faults: number;
  isDenied: boolean;
  tombstone: { at: Date; looks: number } | null;
};

export type LedgerGrant = GrantWindow & { id: string; state: GrantState; withdrawnReason: EndReason | null };

export type GrantChange = { grantId: string; from: GrantState; to: GrantState; reason: EndReason | null };

/** What to do next about one assignment. Exactly one step at a time; its effect is recorded before the next is named. */
export type Step =
  | { do: "find-operation"; kind: OperationKind }
  | { do: "give-up-waiting"; kind: OperationKind }
  | { do: "poll"; kind: OperationKind; requestId: string }
  | { do: "look" }
  | { do: "create"; grantId: string }
  | { do: "delete"; isLateCreate: boolean }
  | {
      do: "record";
      changes: readonly GrantChange[];
      origin: Origin | null;
      tombstone: "begin" | "keep" | "clear";
    }
  | { do: "wait"; until: Date | null };

const after = (moment: Date, ms: number) => new Date(moment.getTime() + ms);

function endReason(grant: LedgerGrant, now: Date): EndReason {
  return grant.withdrawnAt && grant.withdrawnAt < grant.endsAt && grant.withdrawnAt <= now
    ? (grant.withdrawnReason ?? "ended-by-administrator")
    : "end-reached";
}

/** Lateness alone is not it (the worker may have been away): AWS refuses the removal, or leaves it without an end. */
function isRemovalStuck(ledger: Ledger, grant: LedgerGrant, now: Date): boolean {
  if (ledger.isDenied) return true;
  if (ledger.faults > 0 && after(wantedUntil(grant), BLOCKED_AFTER_MS) <= now) return true;
  return ledger.open?.kind === "delete" && after(ledger.open.startedAt, BLOCKED_AFTER_MS) <= now;
}

/** Marks that follow from the clock alone: what is not wanted any more is being taken away, or is blocked. */
function overdueMarks(ledger: Ledger, grants: readonly LedgerGrant[], now: Date): GrantChange[] {
  return grants.flatMap((grant): GrantChange[] => {
    if (isWanted(grant, now)) return [];
    const { id: grantId, state: from } = grant;
    if (from === "granting" || from === "active") return [{ grantId, from, to: "revoking", reason: null }];
    if (from === "revoking" && isRemovalStuck(ledger, grant, now))
      return [{ grantId, from, to: "revoke_blocked", reason: null }];
    return [];
  });
}

function record(
  ledger: Ledger,
  changes: readonly GrantChange[],
  rest: Partial<Extract<Step, { do: "record" }>> = {},
): Step {
  return { do: "record", changes, origin: ledger.origin, tombstone: "keep", ...rest };
}

function ends(grants: readonly LedgerGrant[], reasonOf: (grant: LedgerGrant) => EndReason): GrantChange[] {
  return grants.map((grant) => ({
    grantId: grant.id,
    from: grant.state,
    to: "ended",
    reason: reasonOf(grant),
  }));
}

/** The next moment at which the clock alone changes what is to be done. */
function nextMoment(ledger: Ledger, grants: readonly LedgerGrant[], now: Date): Date | null {
  const moments = grants
    .flatMap((grant) => [grant.startsAt, wantedUntil(grant)])
    .filter((moment) => moment > now);
  const isHeld = grants.some((grant) => isWanted(grant, now));
  if (isHeld && ledger.sighting) moments.push(after(ledger.sighting.at, RECONCILE_MS));
  if (ledger.tombstone) {
    const pause = TOMBSTONE_LOOKS_MS[ledger.tombstone.looks];
    if (pause !== undefined) moments.push(after(ledger.tombstone.at, pause));
  }
  return moments.length === 0 ? null : new Date(Math.min(...moments.map((moment) => moment.getTime())));
}

/** Whose a standing assignment is: present although every create of ours failed, it may be somebody else's. */
function originWhenPresent(ledger: Ledger): Origin | null {
  const { origin, settled, hasUnknownCreate } = ledger;
  // Seen gone at our end, and there again without a create of ours: somebody else made it since.
  if (ledger.tombstone && !hasUnknownCreate) return null;
  const everyCreateFailed =
    settled?.kind === "create" &&
    (settled.outcome === "failed" || settled.outcome === "refused") &&
    !hasUnknownCreate;
  return origin === "ours" && everyCreateFailed ? "contested" : origin;
}

/** A human decides about it in AWS; what they did is found by looking, as for anything that is held. */
function nextLookAtContested(ledger: Ledger, unwanted: readonly LedgerGrant[]): Date | null {
  return unwanted.length > 0 && ledger.sighting ? after(ledger.sighting.at, RECONCILE_MS) : null;
}

function stepWhenPresent(ledger: Ledger, grants: readonly LedgerGrant[], now: Date): Step {
  const wanted = grants.filter((grant) => isWanted(grant, now));
  const unwanted = grants.filter((grant) => !isWanted(grant, now));
  const known = originWhenPresent(ledger);
  if (wanted.length > 0) {
    const origin = known ?? "preexisting";
    const to = origin === "preexisting" ? "active_preexisting" : "active";
    const seen = wanted
      .filter((grant) => grant.state === "granting")
      .map((grant): GrantChange => ({ grantId: grant.id, from: grant.state, to, reason: null }));
    const handedOn = ends(unwanted, (grant) =>
      grant.state === "active_preexisting" ? "preexisting" : "continued",
    );
    const changes = [...seen, ...handedOn];
    if (changes.length > 0 || ledger.tombstone || origin !== ledger.origin) {
      return record(ledger, changes, { origin, tombstone: "clear" });
    }
    return { do: "wait", until: nextMoment(ledger, grants, now) };
  }
  switch (known) {
    case "ours":
      return { do: "delete", isLateCreate: unwanted.length === 0 };
    case "contested": {
      const changes = unwanted
        .filter((grant) => grant.state !== "contested")
        .map(
          (grant): GrantChange => ({ grantId: grant.id, from: grant.state, to: "contested", reason: null }),
        );
      if (changes.length > 0) return record(ledger, changes, { origin: known });
      return { do: "wait", until: nextLookAtContested(ledger, unwanted) };
    }
    case "preexisting":
    case null:
      if (unwanted.length === 0 && known === null && !ledger.tombstone)
        return { do: "wait", until: nextMoment(ledger, grants, now) };
      return record(
        ledger,
        ends(unwanted, () => "preexisting"),
        { origin: null, tombstone: "clear" },
      );
  }
}

function stepWhenAbsent(
  ledger: Ledger,
  grants: readonly LedgerGrant[],
  absentSince: Date,
  seenAt: Date,
  now: Date,
): Step {
  const wanted = grants.filter((grant) => isWanted(grant, now));
  const unwanted = grants.filter((grant) => !isWanted(grant, now));
  const createMayStillShow =
    ledger.settled?.kind === "create" &&
    (ledger.settled.outcome === "succeeded" || ledger.settled.outcome === "unknown");

  if (wanted.length === 0) {
    // AWS's own answer to a delete says more than a list that may lag behind our create.
    if (unwanted.length > 0 && ledger.origin === "ours" && createMayStillShow)
      return { do: "delete", isLateCreate: false };
    if (unwanted.length > 0) {
      return record(
        ledger,
        ends(unwanted, (grant) =>
          grant.state === "active_preexisting" ? "preexisting" : endReason(grant, now),
        ),
        {
          tombstone: ledger.origin === "ours" ? "begin" : "clear",
          origin: ledger.origin === "ours" ? "ours" : null,
        },
      );
    }
    if (ledger.tombstone && ledger.tombstone.looks >= TOMBSTONE_LOOKS_MS.length) {
      return record(ledger, [], { origin: null, tombstone: "clear" });
    }
    return { do: "wait", until: nextMoment(ledger, grants, now) };
  }

  const held = wanted.filter((grant) => grant.state === "active" || grant.state === "active_preexisting");
  const settledAt = ledger.settled?.at ?? absentSince;
  const isLagOver = after(absentSince < settledAt ? settledAt : absentSince, LAG_MS) <= seenAt;
  if (held.length > 0) {
    if (!isLagOver) return lookAgain(seenAt, now);
    return record(
      ledger,
      ends(held, () => "removed-outside"),
      { tombstone: "begin" },
    );
  }
  if (createMayStillShow && !isLagOver) return lookAgain(seenAt, now);
  if (ledger.createAttempts >= MAX_CREATE_ATTEMPTS) {
    const failed = wanted
      .filter((grant) => grant.state === "granting")
      .map(
        (grant): GrantChange => ({
          grantId: grant.id,
          from: grant.state,
          to: "grant_failed",
          reason: "create-failed",
        }),
      );
    return record(ledger, failed, { tombstone: "begin" });
  }
  const [first] = wanted.toSorted(
    (a, b) => a.startsAt.getTime() - b.startsAt.getTime() || a.id.localeCompare(b.id),
  );
  if (!first) return { do: "wait", until: nextMoment(ledger, grants, now) };
  return after(seenAt, FRESH_MS) < now ? { do: "look" } : { do: "create", grantId: first.id };
}

const LOOK_AGAIN_MS = 5_000;

function lookAgain(seenAt: Date, now: Date): Step {
  const next = after(seenAt, LOOK_AGAIN_MS);
  return next <= now ? { do: "look" } : { do: "wait", until: next };
}

/**
 * Names the next step for one assignment, from what is recorded and the database's clock alone.
 * When unsure it looks again; it neither creates nor deletes on a guess.
 * @param grants the grants that were attached to this ledger row, finished ones included
 * @param now the moment to judge by
 */
export function nextStep(ledger: Ledger, grants: readonly LedgerGrant[], now: Date): Step {
  const living = grants.filter((grant) => !isFinished(grant.state));
  const marks = overdueMarks(ledger, living, now);
  if (marks.length > 0) return record(ledger, marks);

  if (ledger.open) {
    const { kind, requestId, startedAt } = ledger.open;
    if (after(startedAt, OPEN_TOO_LONG_MS) <= now) return { do: "give-up-waiting", kind };
    return requestId === null ? { do: "find-operation", kind } : { do: "poll", kind, requestId };
  }

  if (living.length === 0 && !ledger.tombstone) return { do: "wait", until: null };
  const { sighting, settled, tombstone } = ledger;
  if (!sighting || (settled && sighting.at < settled.at)) return { do: "look" };
  if (after(sighting.at, RECONCILE_MS) <= now && living.length > 0) return { do: "look" };
  if (tombstone && isTombstoneLookDue(tombstone, sighting.at, now)) return { do: "look" };

  return sighting.seen === "present"
    ? stepWhenPresent(ledger, living, now)
    : stepWhenAbsent(ledger, living, sighting.absentSince ?? sighting.at, sighting.at, now);
}

function isTombstoneLookDue(tombstone: { at: Date; looks: number }, seenAt: Date, now: Date): boolean {
  const pause = TOMBSTONE_LOOKS_MS[tombstone.looks];
  if (pause === undefined) return false;
  const due = after(tombstone.at, pause);
  return due <= now && seenAt < due;
}

/** How many of the tombstone's looks have been made by a look that began at this moment. */
export function tombstoneLooksAt(tombstoneAt: Date, lookedAt: Date): number {
  return TOMBSTONE_LOOKS_MS.filter((pause) => after(tombstoneAt, pause) <= lookedAt).length;
}

/** How long to wait before asking again about an open operation, in milliseconds. */
export function pollPauseMs(openForMs: number): number {
  if (openForMs < 10_000) return 1_000;
  return openForMs < 60_000 ? 3_000 : 15_000;
}

const LONGEST_PAUSE_MS = 5 * 60_000;
/** An AWS that is away comes back for everybody at once, and what has ended must not wait long for it. */
const LONGEST_OUTAGE_PAUSE_MS = 30_000;

/**
 * How long to wait after a fault, in milliseconds: doubling from 2 s, at most 5 min. Nothing is ever given up.
 * @param faults how many there were in a row, this one included
 * @param isOutage whether AWS was away or out of breath, rather than saying no
 */
export function faultPauseMs(faults: number, isOutage = false): number {
  return Math.min(
    2_000 * 2 ** Math.min(faults - 1, 10),
    isOutage ? LONGEST_OUTAGE_PAUSE_MS : LONGEST_PAUSE_MS,
  );
}
