import type { Doing, PersonActor } from "#lib/core/actor.ts";
import { judgeDrainAsk, judgeGrantAsk } from "#lib/core/engine-ask.ts";
import type { Result } from "#lib/core/result.ts";
import { askedAboutColumns, toAskedAbout } from "#lib/db/asked-about.ts";
import type { Db } from "#lib/db/client.ts";
import { type AuditAction, type AuditEntry, record } from "#lib/db/record.ts";
import { wake } from "#lib/db/wake.ts";
import { guarded, no } from "./guarded.ts";

/** What an administrator asks of the engine. A reason has 1 to 1,000 characters; the owner is named by their user name in the directory. */
export type EngineAsk =
  | { kind: "retry"; grantId: string }
  | { kind: "hand_over"; grantId: string; ownerUserName: string; reason: string }
  | { kind: "remove"; grantId: string; reason: string }
  | { kind: "drain" | "resume"; reason: string };

const ACTION = {
  retry: "assignment.retry-asked",
  hand_over: "assignment.hand-over-asked",
  remove: "assignment.removal-asked",
  drain: "engine.drain-asked",
  resume: "engine.resume-asked",
} as const satisfies Record<EngineAsk["kind"], AuditAction>;

/**
 * Writes down what an administrator asks of the engine: to try a grant's assignment again now, to leave it standing for a named owner,
 * to remove it although it may be somebody else's, or to stop or resume granting. The worker judges it for itself and carries it out.
 * @returns the ask's id; or a refusal: unknown (also for everybody but administrators), ask-open, already-over, nothing-to-retry,
 * not-to-hand-over, not-contested, verdict-given, own-access, owner-unknown, already-draining, not-draining
 */
export async function askEngine(
  doing: Doing<PersonActor>,
  ask: EngineAsk,
): Promise<Result<{ askId: string }>> {
  const { viewer } = doing.actor;
  return guarded(async (tx) => {
    if (!viewer.isAdministrator) return no({ code: "unknown" });
    // Two who ask at once are heard one after the other.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('gatehouse.engine.ask'))`;
    const about = await judged(tx, ask, viewer.personId);
    if (await isOpen(tx, ask)) return no({ code: "ask-open" });
    const reason = ask.kind === "retry" ? "" : ask.reason;
    const { id } = await tx.engineAsk.create({
      data: {
        kind: ask.kind,
        grantId: "grantId" in ask ? ask.grantId : null,
        owner: about.owner?.name ?? null,
        reason,
        askedById: viewer.personId,
        askedByName: viewer.displayName,
        askedAt: doing.now,
        state: "asked",
      },
      select: { id: true },
    });
    await record(tx, doing, {
      action: ACTION[ask.kind],
      ...about.entry,
      cause: reason === "" ? "asked by the person" : reason,
      details: { askId: id, ...(about.owner && { ownerId: about.owner.id, owner: about.owner.name }) },
    });
    await wake(tx, "grants");
    return { askId: id };
  });
}

type About = {
  entry: Pick<AuditEntry, "target" | "requestId" | "grantId" | "accountId" | "personId">;
  owner: { id: string; name: string } | null;
};

/** What the ask is about, once nothing speaks against it. */
async function judged(tx: Db, ask: EngineAsk, askerId: string): Promise<About> {
  switch (ask.kind) {
    case "drain":
    case "resume": {
      const { drainingSince } = await tx.engineState.findUniqueOrThrow({ where: { isOnly: true } });
      const refusal = judgeDrainAsk(ask.kind, drainingSince !== null);
      return refusal
        ? no(refusal)
        : { entry: { target: { kind: "engine", id: "granting", name: "Granting" } }, owner: null };
    }
    case "retry":
    case "hand_over":
    case "remove": {
      const grant = await tx.grant.findUnique({
        where: { id: ask.grantId },
        select: {
          ...askedAboutColumns,
          requestId: true,
          accountId: true,
          request: { select: { permissionSetName: true, accountName: true } },
        },
      });
      if (!grant) return no({ code: "unknown" });
      const refusal = judgeGrantAsk(ask.kind, toAskedAbout(grant), askerId);
      if (refusal) return no(refusal);
      const { requestId, accountId, personId, request } = grant;
      const name = `${request.permissionSetName} in ${request.accountName}`;
      return {
        entry: {
          target: { kind: "grant", id: ask.grantId, name },
          requestId,
          grantId: ask.grantId,
          accountId,
          personId,
        },
        owner: ask.kind === "hand_over" ? await ownerOf(tx, ask.ownerUserName) : null,
      };
    }
  }
}

async function ownerOf(tx: Db, userName: string): Promise<{ id: string; name: string }> {
  const [person, another] = await tx.person.findMany({
    where: { userName: { equals: userName, mode: "insensitive" }, status: "ENABLED" },
    take: 2,
    select: { id: true, displayName: true },
  });
  return person && !another ? { id: person.id, name: person.displayName } : no({ code: "owner-unknown" });
}

async function isOpen(tx: Db, ask: EngineAsk): Promise<boolean> {
  const same = await tx.engineAsk.findFirst({
    where: { state: "asked", kind: ask.kind, grantId: "grantId" in ask ? ask.grantId : null },
    select: { id: true },
  });
  return same !== null;
}
