import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { db } from "#lib/db/client.ts";
import { type Claim, claimDue } from "#lib/db/ledger.ts";
import { advanceAssignment, type EngineSettings } from "./advance-assignment.ts";
import { attachDueGrants } from "./attach-due-grants.ts";
import { placesFor } from "./start-operation.ts";

const CLAIMS_AT_ONCE = 8;

/**
 * Attaches grants whose start is reached, and claims due assignments.
 * Grants are attached first, so that one that begins where another ends keeps the assignment standing.
 * @param limit how many to claim at the most
 * @returns the claims, and what went wrong with single grants, for the log
 */
export async function takeUpDue(
  doing: Doing<WorkerActor>,
  settings: EngineSettings,
  limit: number,
): Promise<{ claims: readonly Claim[]; faults: readonly Error[] }> {
  const faults = await attachDueGrants(doing, settings.instanceArn);
  const places = placesFor(settings.maxOpenOperations);
  return { claims: await claimDue(db(), doing.actor.workerId, doing.now, limit, places), faults };
}

/**
 * One sweep: takes up what is due, and takes each assignment as far as it goes.
 * @returns how many assignments were worked on, and what stopped some of them, for the log
 */
export async function sweepAssignments(
  doing: Doing<WorkerActor>,
  settings: EngineSettings,
): Promise<{ advanced: number; faults: readonly Error[] }> {
  const { claims, faults } = await takeUpDue(doing, settings, CLAIMS_AT_ONCE);
  const outcomes = await Promise.all(claims.map((claim) => advanceAssignment(doing.actor, settings, claim)));
  return { advanced: claims.length, faults: [...faults, ...outcomes.filter((outcome) => outcome !== null)] };
}
