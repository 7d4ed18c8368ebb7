import type { Db } from "./client.ts";

/** Somebody in whose place another decides. */
export type Away = { id: string; displayName: string };

/** Of delegations: those that hold at this moment. */
export function runningAt(now: Date) {
  return {
    startsAt: { lte: now },
    endsAt: { gt: now },
    OR: [{ endedAt: null }, { endedAt: { gt: now } }],
  };
}

/** In whose place a person may decide now: enabled people who are away and named them. It does not chain. */
export async function awayFor(tx: Db, personId: string, now: Date): Promise<Away[]> {
  const rows = await tx.delegation.findMany({
    where: { delegateId: personId, ...runningAt(now) },
    select: { delegatorId: true },
  });
  return tx.person.findMany({
    where: { id: { in: rows.map(({ delegatorId }) => delegatorId) }, status: "ENABLED" },
    select: { id: true, displayName: true },
    orderBy: [{ displayName: "asc" }, { id: "asc" }],
  });
}

export type StandIn = { id: string; displayName: string; email: string | null };

/** Who decides now in the place of each of these people, by the id of the one who is away: enabled people only. */
export async function standInsOf(
  tx: Db,
  personIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, StandIn>> {
  const rows = await tx.delegation.findMany({
    where: { delegatorId: { in: [...personIds] }, ...runningAt(now) },
    select: { delegatorId: true, delegateId: true },
  });
  if (rows.length === 0) return new Map();
  const people = await tx.person.findMany({
    where: { id: { in: rows.map(({ delegateId }) => delegateId) }, status: "ENABLED" },
    select: { id: true, displayName: true, email: true },
  });
  const byId = new Map(people.map((person) => [person.id, person]));
  return new Map(
    rows.flatMap(({ delegatorId, delegateId }) => {
      const person = byId.get(delegateId);
      return person ? [[delegatorId, person] as const] : [];
    }),
  );
}

/** Whether a person was named, for this moment, to decide in another's place. */
export async function wasNamed(tx: Db, delegateId: string, delegatorId: string, at: Date): Promise<boolean> {
  return (await tx.delegation.count({ where: { delegateId, delegatorId, ...runningAt(at) } })) > 0;
}
