import type { Noun } from "#lib/core/catalogue/catalogue-rows.ts";
import type { Db } from "#lib/db/client.ts";

/** A row that was written, by what it belongs to. */
export type Touched = {
  noun: Noun;
  accountId: string | null;
  permissionSetArn: string | null;
  groupId: string | null;
  personId: string | null;
  unitId: string | null;
};

/** What to count and index again: everything, or what these written rows may have changed. */
export type Affected = "everything" | readonly Touched[];

/** Makes the temporary table in which the rows that are written are put down. */
export async function noteTouched(tx: Db): Promise<void> {
  await tx.$executeRaw`
    create temporary table touched (
      noun text, account_id text, permission_set_arn text, group_id text, person_id text, unit_id text
    ) on commit drop`;
}

/** The rows that were put down, each once. */
export async function readTouched(tx: Db): Promise<Touched[]> {
  return tx.$queryRaw<Touched[]>`
    select distinct noun, account_id as "accountId", permission_set_arn as "permissionSetArn", group_id as "groupId",
      person_id as "personId", unit_id as "unitId"
    from touched`;
}

/** For what one person's own row tells: a new status. */
export function touchedPerson(personId: string): Touched {
  return { noun: "people", accountId: null, permissionSetArn: null, groupId: null, personId, unitId: null };
}
