import type { Doing, PersonActor } from "#lib/core/actor.ts";
import { refuseDelegating } from "#lib/core/delegation.ts";
import type { Result } from "#lib/core/result.ts";
import type { Db } from "#lib/db/client.ts";
import { record } from "#lib/db/record.ts";
import { wake } from "#lib/db/wake.ts";
import { guarded, no } from "../guarded.ts";

export type Delegation = {
  /** The delegate's mail address or user name. */
  delegate: string;
  /** Null for now. */
  startsAt: Date | null;
  endsAt: Date;
};

/** Which attribute of the identity store a sign-in is matched by: PERSON_ATTRIBUTE. */
export type SignInAttribute = "externalId" | "userName" | "userId";

/**
 * Names who decides in the viewer's place while they are away. It gives the delegate what the viewer may decide at each moment of that time, and no more.
 * @returns the delegation's id; or a refusal: not-by-token, person-disabled, in-the-past, ends-too-soon, away-too-long, delegate-unknown,
 *   delegate-is-self, delegate-cannot-sign-in, delegate-is-away, delegated-already, busy
 */
export async function delegateDecisions(
  doing: Doing<PersonActor>,
  asked: Delegation,
  attribute: SignInAttribute,
): Promise<Result<{ id: string }>> {
  const { viewer } = doing.actor;
  return guarded(async (tx) => {
    if (viewer.session.byToken !== null) return no({ code: "not-by-token" });
    const person = await tx.person.findUnique({ where: { id: viewer.personId }, select: { status: true } });
    if (person?.status !== "ENABLED") return no({ code: "person-disabled" });
    // One person's delegations are made one after the other, so that none lies over another; two who name each other wait for each other.
    await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('delegations', 0))`;
    const delegate = await findDelegate(tx, asked.delegate, attribute);
    const span = {
      startsAt: asked.startsAt && asked.startsAt > doing.now ? asked.startsAt : doing.now,
      endsAt: asked.endsAt,
    };
    const refusal = refuseDelegating({
      delegatorId: viewer.personId,
      delegate,
      // What was typed a moment ago as now is judged as it was typed.
      startsAt: asked.startsAt ?? doing.now,
      endsAt: asked.endsAt,
      now: doing.now,
      overlapping: await overlapping(tx, viewer.personId, span),
      delegateIsAway: delegate !== null && (await overlapping(tx, delegate.id, span)) !== null,
    });
    if (refusal || !delegate) return no(refusal ?? { code: "delegate-unknown" });
    const { id } = await tx.delegation.create({
      data: {
        delegatorId: viewer.personId,
        delegatorName: viewer.displayName,
        delegateId: delegate.id,
        delegateName: delegate.displayName,
        ...span,
        createdAt: doing.now,
      },
      select: { id: true },
    });
    await record(tx, doing, {
      action: "delegation.made",
      target: {
        kind: "delegation",
        id,
        name: `${delegate.displayName} in the place of ${viewer.displayName}`,
      },
      cause: "made by the person who is away",
      personId: delegate.id,
      details: {
        startsAt: span.startsAt.toISOString(),
        endsAt: span.endsAt.toISOString(),
        delegateId: delegate.id,
      },
    });
    await wake(tx, "letters");
    return { id };
  });
}

/** The one person whom a mail address or a user name means; null for nobody, or for several. */
async function findDelegate(tx: Db, named: string, attribute: SignInAttribute) {
  const found = await tx.person.findMany({
    where: {
      OR: [
        { userName: { equals: named, mode: "insensitive" } },
        { email: { equals: named, mode: "insensitive" } },
      ],
    },
    select: { id: true, displayName: true, status: true, externalIds: true },
    take: 2,
  });
  const [one, ...others] = found;
  if (!one || others.length > 0) return null;
  const { externalIds, ...person } = one;
  const canSignIn = attribute !== "externalId" || (Array.isArray(externalIds) && externalIds.length > 0);
  return { ...person, canSignIn };
}

/** A delegation of this person that lies over a span, and has not ended. */
function overlapping(tx: Db, delegatorId: string, { startsAt, endsAt }: { startsAt: Date; endsAt: Date }) {
  return tx.delegation.findFirst({
    where: { delegatorId, endedAt: null, startsAt: { lt: endsAt }, endsAt: { gt: startsAt } },
    select: { delegateName: true },
  });
}
