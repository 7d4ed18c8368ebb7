import type { PersonInGroups, Place } from "#lib/core/rules/covers.ts";
import { isNamed } from "#lib/core/rules/covers.ts";
import type { Approvers } from "#lib/core/rules/rule-content.ts";
import type { Db } from "./client.ts";

/** What is asked for, as far as it decides who approvers are: where, and by whom. */
export type AskedAbout = { place: Place; requesterId: string };

export type Approver = { id: string; displayName: string; email: string | null };

/** What the account's tag says of its owner: a user name, or a mail address. Null when it says nothing. */
function ownerOf({ ownerTag }: Approvers, { place }: AskedAbout): string | null {
  return (ownerTag !== null && place.tags[ownerTag]) || null;
}

/** The id of the requester's manager, where approvers mean them. Null when the directory names none, or what could be two. */
async function managerOf(
  tx: Db,
  { manager }: Approvers,
  { requesterId }: AskedAbout,
): Promise<string | null> {
  if (!manager) return null;
  const [row] = await tx.$queryRaw<{ id: string | null }[]>`select manager_of(${requesterId}) as id`;
  return row?.id ?? null;
}

/**
 * The enabled people whom these approvers mean, by name.
 * @param about the account that is asked for, whose owner may be among them, and the requester, whose manager may be
 * @param exceptIds who never decides: the requester, and whoever has decided already
 */
export async function approversOf(
  tx: Db,
  approvers: Approvers,
  about: AskedAbout,
  exceptIds: readonly string[],
): Promise<Approver[]> {
  const owner = ownerOf(approvers, about);
  const manager = await managerOf(tx, approvers, about);
  return tx.person.findMany({
    where: {
      status: "ENABLED",
      id: { notIn: [...exceptIds] },
      OR: [
        { id: { in: [...approvers.people, ...(manager === null ? [] : [manager])] } },
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
  about: AskedAbout,
  person: PersonInGroups,
): Promise<boolean> {
  if (isNamed(approvers, person)) return true;
  if ((await managerOf(tx, approvers, about)) === person.personId) return true;
  const owner = ownerOf(approvers, about);
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
