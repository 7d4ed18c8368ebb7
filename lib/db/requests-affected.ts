import { isNamed, type PersonInGroups, type Place, rulesFor } from "#lib/core/rules/covers.ts";
import type { Ground } from "#lib/core/rules/laid-rules.ts";
import type { Rule } from "#lib/core/rules/rule-content.ts";
import type { Db } from "./client.ts";

/**
 * What becomes of undecided requests when the rules become others: how many are not covered by their rule any more, and how many nobody could decide
 * who could have before.
 */
export async function requestsAffected(
  tx: Db,
  ground: Ground,
  after: readonly Rule[],
): Promise<{ fallen: number; stranded: number }> {
  const pending = await tx.request.findMany({
    where: { state: "pending" },
    select: { ruleId: true, requesterId: true, accountId: true, permissionSetArn: true, stage: true },
  });
  const people = new Map(
    ground.people.map(({ id, groupIds }) => [id, { personId: id, groupIds: new Set(groupIds) }]),
  );
  const places = new Map(ground.accounts.map((place) => [place.accountId, place]));
  const sets = new Map(ground.sets.map((set) => [set.arn, set]));
  let fallen = 0;
  let stranded = 0;
  for (const request of pending) {
    const [person, place, set] = [
      people.get(request.requesterId),
      places.get(request.accountId),
      sets.get(request.permissionSetArn),
    ];
    const rule = after.find(({ id }) => id === request.ruleId);
    const isCovered = person && place && set && rule && rulesFor([rule], person, place, set).length > 0;
    if (!isCovered) fallen += 1;
    else if (!canBeDecided(rule, request.stage, [...people.values()], person, place)) stranded += 1;
  }
  return { fallen, stranded };
}

function canBeDecided(
  { content }: Rule,
  at: number,
  people: readonly PersonInGroups[],
  requester: PersonInGroups,
  { tags }: Place,
): boolean {
  const stage = content.agreement.stages[at];
  if (!stage) return true;
  const all = [stage.approvers, ...(stage.fallback ? [stage.fallback.approvers] : [])];
  // An owner and a manager are looked up when somebody decides; that one may be named is enough here.
  if (all.some(({ ownerTag, manager }) => manager || (ownerTag !== null && tags[ownerTag] !== undefined)))
    return true;
  return people.some(
    (person) => person.personId !== requester.personId && all.some((approvers) => isNamed(approvers, person)),
  );
}
