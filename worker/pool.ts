import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { db } from "#lib/db/client.ts";
import { type Claim, nextDueAt } from "#lib/db/ledger.ts";
import { log } from "#lib/log.ts";
import { advanceAssignment, type EngineSettings } from "#lib/operations/advance-assignment.ts";
import { takeUpDue } from "#lib/operations/sweep-assignments.ts";

/** How many assignments one worker has in hand at once; most of them wait for an answer of AWS or Postgres. */
const IN_HAND = 12;
/** A row that becomes due sooner than the next sweep is not left until then. */
const SOON_MS = 2_000;
/** What comes to rest within so long is followed by one sweep. */
const TOGETHER_MS = 30;

/**
 * Keeps assignments in hand, each on its own: as soon as one comes to rest another is taken up, so that one that AWS keeps waiting holds up no
 * other.
 * @param again has a sweep made at once
 */
export function assignmentPool(actor: WorkerActor, settings: EngineSettings, again: () => void) {
  const inHand = new Set<Promise<void>>();
  let alarm: NodeJS.Timeout | undefined;
  let following: NodeJS.Timeout | undefined;

  function follow(): void {
    following ??= setTimeout(() => {
      following = undefined;
      again();
    }, TOGETHER_MS);
  }

  async function advance(claim: Claim): Promise<void> {
    const fault = await advanceAssignment(actor, settings, claim);
    if (fault) log.warn({ job: "assignments", err: fault }, "an assignment has to wait");
  }

  function take(claim: Claim): void {
    const work = advance(claim)
      .catch((error: unknown) => log.error({ job: "assignments", err: error }, "an assignment was left"))
      .finally(() => {
        inHand.delete(work);
        follow();
      });
    inHand.add(work);
  }

  async function awaitNext(now: Date): Promise<void> {
    const due = await nextDueAt(db(), now);
    const inMs = due ? due.getTime() - now.getTime() : SOON_MS;
    clearTimeout(alarm);
    if (inMs < SOON_MS) alarm = setTimeout(again, inMs);
  }

  return {
    /** Takes up what is due as far as there is room; what comes to rest makes room, and has another sweep made. */
    async sweep(doing: Doing<WorkerActor>): Promise<boolean> {
      const room = IN_HAND - inHand.size;
      if (room === 0) return false;
      const { claims, faults } = await takeUpDue(doing, settings, room);
      for (const fault of faults) log.warn({ job: "assignments", err: fault }, "a grant has to wait");
      for (const claim of claims) take(claim);
      if (claims.length < room) await awaitNext(doing.now);
      return false;
    },

    /** Resolves when everything in hand has come to rest. */
    async drained(): Promise<void> {
      await Promise.all(inHand);
      clearTimeout(alarm);
      clearTimeout(following);
    },
  };
}
