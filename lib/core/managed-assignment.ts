import { type EndReason, isFinished, isWanted, wantedUntil } from "./grant.ts";
import type { GrantChange, Ledger, LedgerGrant, Origin, Step } from "./ledger.ts";
import { nextTombstoneLook } from "./tombstone.ts";

/** How long a sighting may be trusted before AWS is asked again: in a grant's first minutes, and later. */
const RECONCILE_MS = 10 * 60_000;
const RECONCILE_LATER_MS = 60 * 60_000;
/** The look before a create is the last thing before it. */
const FRESH_MS = 15_000;
/** Lists lag behind operations; what they show against expectation counts only after this long. */
const LAG_MS = 30_000;
const LOOK_AGAIN_MS = 5_000;
/** So long a list may still show what AWS has said is removed; what is there after that, somebody else may have made. */
const VANISHING_MS = 5 * 60_000;
const VANISHING_LOOK_MS = 20_000;
/** An operation without an end for this long is not waited for any more. */
const OPEN_TOO_LONG_MS = 10 * 60_000;
/** A create that AWS never finished may still land, so it is looked for, and not made a second time. */
const UNFINISHED_LOOK_MS = 60_000;
const MAX_CREATE_ATTEMPTS = 3;
const BLOCKED_AFTER_MS = 5 * 60_000;

type Rest = Partial<Omit<Extract<Step, { do: "record" }>, "do" | "changes">>;

const after = (moment: Date, ms: number) => new Date(moment.getTime() + ms);

function record(ledger: Ledger, changes: readonly GrantChange[], rest: Rest = {}): Step {
  return { do: "record", changes, origin: ledger.origin, tombstone: "keep", ...rest };
}

function endReason(grant: LedgerGrant, now: Date): EndReason {
  return grant.withdrawnAt && grant.withdrawnAt < grant.endsAt && grant.withdrawnAt <= now
    ? (grant.withdrawnReason ?? "ended-by-administrator")
    : "end-reached";
}

function ends(grants: readonly LedgerGrant[], reasonOf: (grant: LedgerGrant) => EndReason): GrantChange[] {
  return grants.map((grant) => ({
    grantId: grant.id,
    from: grant.state,
    to: "ended",
    reason: reasonOf(grant),
  }));
}

/** Lateness alone is not it (the worker may have been away): AWS refuses the removal, or leaves it without an end. */
function isRemovalStuck(ledger: Ledger, grant: LedgerGrant, now: Date): boolean {
  if (ledger.isDenied) return true;
  if (ledger.settled?.kind === "delete" && ledger.settled.outcome === "unfinished") return true;
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

/** What has been held for a while is looked at rarely: the catalogue's reads tell as well where it is missing. */
function trustedUntil(seenAt: Date, grants: readonly LedgerGrant[], now: Date): Date {
  const isLongHeld = grants.every(
    (grant) => isWanted(grant, now) && seenAt >= after(grant.startsAt, RECONCILE_MS),
  );
  return after(seenAt, isLongHeld ? RECONCILE_LATER_MS : RECONCILE_MS);
}

/** Waits for the next moment at which the clock alone changes what is to be done. */
function waitForClock(ledger: Ledger, grants: readonly LedgerGrant[], now: Date): Step {
  const moments = grants
    .flatMap((grant) => [grant.startsAt, wantedUntil(grant)])
    .filter((moment) => moment > now);
  const isHeld = grants.some((grant) => isWanted(grant, now));
  if (isHeld && ledger.sighting) moments.push(trustedUntil(ledger.sighting.at, grants, now));
  const look = nextTombstoneLook(ledger);
  if (look) moments.push(look);
  const until =
    moments.length === 0 ? null : new Date(Math.min(...moments.map((moment) => moment.getTime())));
  return { do: "wait", for: "moment", until };
}

function lookAgain(seenAt: Date, now: Date, pauseMs = LOOK_AGAIN_MS): Step {
  const next = after(seenAt, pauseMs);
  return next <= now ? { do: "look" } : { do: "wait", for: "list", until: next };
}

/** AWS said that it took the assignment away, and no create of ours is on its way: what stands there now may be somebody else's. */
function wasRemoved({ settled, hasUnknownCreate }: Ledger): boolean {
  return settled?.kind === "delete" && settled.outcome === "succeeded" && !hasUnknownCreate;
}

/** One of ours that landed after the end stays ours until a delete of it has succeeded, or it is seen gone again. */
function hasLandedSince({ standsSince, tombstoneAt }: Ledger): boolean {
  return tombstoneAt !== null && standsSince !== null && standsSince >= tombstoneAt;
}

/** Whose a standing assignment is: present although every create of ours failed, or was undone, it may be somebody else's. */
function originWhenPresent(ledger: Ledger): Origin | null {
  const { origin, settled, hasUnknownCreate, tombstoneAt, verdict } = ledger;
  if (verdict === "remove" && origin === "contested") return "ours";
  // Seen gone at our end, and there again without a create of ours: somebody else made it since.
  if (tombstoneAt && !hasUnknownCreate && !hasLandedSince(ledger)) return null;
  const everyCreateFailed =
    settled?.kind === "create" &&
    (settled.outcome === "failed" || settled.outcome === "refused") &&
    !hasUnknownCreate;
  return origin === "ours" && (everyCreateFailed || wasRemoved(ledger)) ? "contested" : origin;
}

/** A list may show for a while what a delete has taken away. Null when it had its time. */
function waitForVanishing(ledger: Ledger, isWantedAgain: boolean, seenAt: Date, now: Date): Step | null {
  const { settled } = ledger;
  if (settled?.kind !== "delete" || settled.outcome === "failed" || settled.outcome === "refused")
    return null;
  if (!isWantedAgain && settled.outcome !== "succeeded") return null;
  if (seenAt < after(settled.at, LAG_MS)) return lookAgain(seenAt, now);
  // Seen gone since: the list has shown the delete.
  if (isWantedAgain || ledger.tombstoneAt || !wasRemoved(ledger)) return null;
  if (seenAt >= after(settled.at, VANISHING_MS)) return null;
  return lookAgain(seenAt, now, VANISHING_LOOK_MS);
}

function stepWhenPresent(ledger: Ledger, grants: readonly LedgerGrant[], seenAt: Date, now: Date): Step {
  const wanted = grants.filter((grant) => isWanted(grant, now));
  const unwanted = grants.filter((grant) => !isWanted(grant, now));
  const vanishing = waitForVanishing(ledger, wanted.length > 0, seenAt, now);
  if (vanishing) return vanishing;
  const known = originWhenPresent(ledger);
  if (wanted.length > 0) {
    const origin = (wasRemoved(ledger) ? null : known) ?? "preexisting";
    const to = origin === "preexisting" ? "active_preexisting" : "active";
    const seen = wanted
      .filter((grant) => grant.state === "granting")
      .map((grant): GrantChange => ({ grantId: grant.id, from: grant.state, to, reason: null }));
    const handedOn = ends(unwanted, (grant) =>
      grant.state === "active_preexisting" ? "preexisting" : "continued",
    );
    const changes = [...seen, ...handedOn];
    if (changes.length > 0 || ledger.tombstoneAt || origin !== ledger.origin)
      return record(ledger, changes, { origin, tombstone: "clear" });
    return waitForClock(ledger, grants, now);
  }
  switch (known) {
    case "ours":
      return remove(ledger, unwanted);
    case "contested":
      return contest(ledger, unwanted, seenAt, now);
    case "preexisting":
    case null:
      return record(
        ledger,
        ends(unwanted, () => "preexisting"),
        { origin: null, tombstone: "clear" },
      );
  }
}

/** AWS may keep an assignment of somebody who is gone and refuse to remove it; nobody can use it. */
function remove(ledger: Ledger, unwanted: readonly LedgerGrant[]): Step {
  const isRefused = ledger.settled?.kind === "delete" && ledger.settled.outcome === "failed";
  if (ledger.isPersonGone && isRefused)
    return record(
      ledger,
      ends(unwanted, () => "orphaned"),
      { origin: null, tombstone: "clear" },
    );
  const taken = unwanted.filter(({ state }) => state === "contested");
  if (taken.length > 0)
    return record(
      ledger,
      taken.map(
        (grant): GrantChange => ({ grantId: grant.id, from: grant.state, to: "revoking", reason: null }),
      ),
    );
  return { do: "delete", isLateCreate: unwanted.length === 0 };
}

/** A human decides about it, here or in AWS; what they do in AWS is found by looking, as for anything that is held. */
function contest(ledger: Ledger, unwanted: readonly LedgerGrant[], seenAt: Date, now: Date): Step {
  const changes = unwanted
    .filter(({ state }) => state !== "contested")
    .map((grant): GrantChange => ({ grantId: grant.id, from: grant.state, to: "contested", reason: null }));
  if (changes.length > 0 || ledger.origin !== "contested")
    return record(ledger, changes, { origin: "contested" });
  if (unwanted.length === 0) return { do: "wait", for: "verdict", until: null };
  const next = after(seenAt, RECONCILE_MS);
  return next <= now ? { do: "look" } : { do: "wait", for: "verdict", until: next };
}

function stepWhenAbsent(
  ledger: Ledger,
  grants: readonly LedgerGrant[],
  sighting: NonNullable<Ledger["sighting"]>,
  now: Date,
): Step {
  const { settled } = ledger;
  const seenAt = sighting.at;
  const absentSince = sighting.absentSince ?? sighting.at;
  const wanted = grants.filter((grant) => isWanted(grant, now));
  const unwanted = grants.filter((grant) => !isWanted(grant, now));
  const createMayStillShow =
    settled?.kind === "create" && settled.outcome !== "failed" && settled.outcome !== "refused";
  const isLagOver = after(absentSince, LAG_MS) <= seenAt && (!settled || after(settled.at, LAG_MS) <= seenAt);

  if (wanted.length === 0) {
    // AWS's own answer to a delete says more than a list that may lag behind our create.
    const mayLag = ledger.standsSince !== null && seenAt < after(ledger.standsSince, LAG_MS);
    if (unwanted.length > 0 && ledger.origin === "ours" && (createMayStillShow || mayLag))
      return { do: "delete", isLateCreate: false };
    if (unwanted.length > 0) {
      const isOurs = ledger.origin === "ours";
      return record(
        ledger,
        ends(unwanted, (grant) =>
          grant.state === "active_preexisting" ? "preexisting" : endReason(grant, now),
        ),
        isOurs ? { tombstone: "begin" } : { origin: null, tombstone: "clear" },
      );
    }
    // What comes after this is not what landed.
    if (hasLandedSince(ledger))
      return isLagOver ? record(ledger, [], { tombstone: "begin" }) : lookAgain(seenAt, now);
    if (ledger.tombstoneAt && nextTombstoneLook(ledger) === null)
      return record(ledger, [], { origin: null, tombstone: "clear" });
    return waitForClock(ledger, grants, now);
  }

  const held = wanted.filter(({ state }) => state === "active" || state === "active_preexisting");
  if (held.length > 0) {
    if (!isLagOver) return lookAgain(seenAt, now);
    return record(
      ledger,
      ends(held, () => "removed-outside"),
      { tombstone: "begin" },
    );
  }
  if (createMayStillShow && settled?.outcome === "unfinished")
    return lookAgain(seenAt, now, UNFINISHED_LOOK_MS);
  if (createMayStillShow && !isLagOver) return lookAgain(seenAt, now);
  if (ledger.createAttempts >= MAX_CREATE_ATTEMPTS) {
    const failed = wanted
      .filter(({ state }) => state === "granting")
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
  if (!first) return waitForClock(ledger, grants, now);
  return after(seenAt, FRESH_MS) < now ? { do: "look" } : { do: "create", grantId: first.id };
}

/** Whether what was seen last may be acted on. What is ours and over is taken away without another look: the delete itself tells. */
function isSeenLongAgo(
  ledger: Ledger,
  sighting: NonNullable<Ledger["sighting"]>,
  living: readonly LedgerGrant[],
  now: Date,
): boolean {
  if (living.length === 0 || now < trustedUntil(sighting.at, living, now)) return false;
  const isOver = living.every((grant) => !isWanted(grant, now));
  return !(isOver && sighting.seen === "present" && ledger.origin !== "contested");
}

/**
 * Names the next step for one assignment, from what is recorded and the database's clock alone.
 * When unsure it looks again; it neither creates nor deletes on a guess.
 * @param grants the grants that were attached to this ledger row; finished ones may be left out
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

  if (living.length === 0 && !ledger.tombstoneAt) return { do: "wait", for: "moment", until: null };
  if (ledger.verdict === "keep" && living.length > 0 && living.every((grant) => !isWanted(grant, now)))
    return record(
      ledger,
      ends(living, () => "handed-over"),
      { origin: null, tombstone: "clear" },
    );

  const { sighting, settled } = ledger;
  if (!sighting || (settled && sighting.at < settled.at)) return { do: "look" };
  if (isSeenLongAgo(ledger, sighting, living, now)) return { do: "look" };
  const tombstoneLook = nextTombstoneLook(ledger);
  if (tombstoneLook && tombstoneLook <= now) return { do: "look" };

  return sighting.seen === "present"
    ? stepWhenPresent(ledger, living, sighting.at, now)
    : stepWhenAbsent(ledger, living, sighting, now);
}
