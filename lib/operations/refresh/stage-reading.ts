import type { Noun, Staged } from "#lib/core/catalogue/catalogue-rows.ts";
import { steadyGroup, steadyPerson } from "#lib/core/catalogue/in-steady-order.ts";
import type { Db } from "#lib/db/client.ts";
import { storableJson } from "../sync/storable-json.ts";
import type { ThingReading } from "./reading.ts";

/**
 * Puts the rows of a reading where the catalogue is made equal to them from, and adds the stored assignments of what was not listed.
 * @param tx the open transaction, which writes the catalogue alone
 * @returns the nouns that there is something to say of
 */
export async function stageReading(tx: Db, crawlId: string, reading: ThingReading): Promise<Noun[]> {
  const rows = steady(reading.rows);
  const staged = Object.entries(rows).filter(([, each]) => each.length > 0);
  for (const [noun, each] of staged) {
    await tx.$executeRaw`
      insert into sync_part (crawl_id, noun, part, rows, read_at)
      values (${crawlId}::uuid, ${noun}, 'read', ${storableJson(each).json}::jsonb, gatehouse_now())`;
  }
  await keepUnlisted(tx, crawlId, reading);
  const named = nouns.filter((noun) => (rows[noun]?.length ?? 0) > 0);
  return [...new Set([...reading.nouns, ...named])];
}

const nouns = [
  "accounts",
  "permissionSets",
  "groups",
  "people",
  "memberships",
  "provisioned",
  "assignments",
] as const satisfies readonly (Noun & keyof Staged)[];

function steady(rows: Partial<Staged>): Partial<Staged> {
  return {
    ...rows,
    ...(rows.groups && { groups: rows.groups.map(steadyGroup) }),
    ...(rows.people && { people: rows.people.map(steadyPerson) }),
  };
}

async function keepUnlisted(tx: Db, crawlId: string, { unlisted }: ThingReading): Promise<void> {
  if (!unlisted || unlisted.accountIds.length === 0) return;
  await tx.$executeRaw`
    insert into sync_part (crawl_id, noun, part, rows, read_at)
    select ${crawlId}::uuid, 'assignments', 'unlisted', coalesce(jsonb_agg(jsonb_build_object(
        'accountId', account_id, 'permissionSetArn', permission_set_arn,
        'principalKind', principal_kind, 'principalId', principal_id)), '[]'), gatehouse_now()
    from assignment
    where permission_set_arn = ${unlisted.permissionSetArn} and account_id = any(${[...unlisted.accountIds]}::text[])`;
}
