import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { db } from "#lib/db/client.ts";
import { claimDue } from "#lib/db/ledger.ts";
import { advanceAssignment, type EngineSettings } from "./advance-assignment.ts";
import { attachDueGrants } from "./attach-due-grants.ts";

const CLAIMS_AT_ONCE = 8;

/**
 * One sweep: attaches grants whose start is reached, then claims due assignments and takes each as far as it goes.
 * Grants are attached first, so that one that begins where another ends keeps the assignment standing.
 * @returns how many assignments were worked on, and what stopped some of them, for the log
 */
export async function sweepAssignments(
  doing: Doing<WorkerActor>,
  settings: EngineSettings & { instanceArn: string },
): Promise<{ advanced: number; faults: readonly Error[] }> {
  const untaken = await attachDueGrants(doing, settings.instanceArn);
  const claims = await claimDue(db(), doing.actor.workerId, doing.now, CLAIMS_AT_ONCE);
  const outcomes = await Promise.all(claims.map((claim) => advanceAssignment(doing.actor, settings, claim)));
  return { advanced: claims.length, faults: [...untaken, ...outcomes.filter((outcome) => outcome !== null)] };
}
