import type { PersonInGroups, Place } from "#lib/core/rules/covers.ts";
import { isNamed } from "#lib/core/rules/covers.ts";
import type { Approvers } from "#lib/core/rules/rule-content.ts";
import type { Db } from "./client.ts";

export type Approver = { id: string; displayName: string; email: string | null };

/** What the account's tag says of its owner: a user name, or a mail address. Null when it says nothing. */
function ownerOf({ ownerTag }: Approvers, { tags }: Place): string | null {
  return (ownerTag !== null && tags[ownerTag]) || null;
}

/**
 * The enabled people whom these approvers mean, by name.
 * @param place the account that is asked for, whose owner may be among them
 * @param exceptIds who never decides: the requester, and whoever has decided already
 */
export async function approversOf(
  tx: Db,
  approvers: Approvers,
  place: Place,
  exceptIds: readonly string[],
): Promise<Approver[]> {
  const owner = ownerOf(approvers, place);
  return tx.person.findMany({
    where: {
      status: "ENABLED",
      id: { notIn: [...exceptIds] },
      OR: [
        { id: { in: [...approvers.people] } },
        { id: { in: await membersOf(tx, approvers.groups) } },
        ...(owner === null
          ? []
          : [
              { userName: { equals: owner, mode: "insensitive" as const } },
              { email: { equals: owner, mode: "insensitive" as const } },
            ]),
      ],
    },
    select: { id: true, displayName: true, email: true },
    orderBy: [{ displayName: "asc" }, { id: "asc" }],
  });
}

async function membersOf(tx: Db, groupIds: readonly string[]): Promise<string[]> {
  const members = await tx.membership.findMany({
    where: { groupId: { in: [...groupIds] } },
    select: { personId: true },
    distinct: ["personId"],
  });
  return members.map(({ personId }) => personId);
}

/** Whether these approvers mean this person, now. */
export async function isApprover(
  tx: Db,
  approvers: Approvers,
  place: Place,
  person: PersonInGroups,
): Promise<boolean> {
  if (isNamed(approvers, person)) return true;
  const owner = ownerOf(approvers, place);
  if (owner === null) return false;
  const found = await tx.person.count({
    where: {
      id: person.personId,
      OR: [
        { userName: { equals: owner, mode: "insensitive" } },
        { email: { equals: owner, mode: "insensitive" } },
      ],
    },
  });
  return found > 0;
}
