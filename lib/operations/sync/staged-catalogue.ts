import type { Catalogue, Staged } from "#lib/core/catalogue/catalogue-rows.ts";
import type { Db } from "#lib/db/client.ts";

/** The catalogue as a crawl's parts hold it. */
export async function stagedCatalogue(tx: Db, crawlId: string): Promise<Catalogue> {
  const rows = async <N extends keyof Staged>(noun: N) =>
    (
      await tx.$queryRaw<{ row: Staged[N][number] }[]>`
        select jsonb_array_elements(rows) as row from sync_part
        where crawl_id = ${crawlId}::uuid and noun = ${noun} order by part`
    ).map(({ row }) => row);
  const tags = new Map((await rows("accountTags")).map(({ accountId, tags: listed }) => [accountId, listed]));
  const assignments = await rows("assignments");
  const pairs = assignments.map(({ accountId, permissionSetArn }) => ({ accountId, permissionSetArn }));
  return {
    organisations: await rows("organisations"),
    units: await rows("units"),
    accounts: (await rows("accounts")).map((account) => ({ ...account, tags: tags.get(account.id) ?? {} })),
    permissionSets: await rows("permissionSets"),
    groups: await rows("groups"),
    people: await rows("people"),
    memberships: await rows("memberships"),
    provisioned: [...(await rows("provisioned")), ...pairs],
    assignments,
  };
}
