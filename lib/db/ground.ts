import type { Ground } from "#lib/core/rules/laid-rules.ts";
import type { Db } from "./client.ts";
import { ruledSet } from "./rules.ts";
import { tagsOf } from "./tags.ts";

/** What rules are laid over, as the catalogue has it now: enabled people, active accounts, and every permission set. */
export async function readGround(tx: Db): Promise<Ground> {
  const people = await tx.$queryRaw<Ground["people"][number][]>`
    select p.id, p.email is not null as "hasMail", array_remove(array[lower(p.user_name), lower(p.email)], null) as "calledBy",
      coalesce((select array_agg(m.group_id) from membership m where m.person_id = p.id), '{}') as "groupIds"
    from person p where p.status = 'ENABLED' order by p.id`;
  const accounts = await tx.$queryRaw<{ accountId: string; ouPath: string[]; tags: unknown }[]>`
    select a.id as "accountId", coalesce(u.path, '{}') as "ouPath", a.tags
    from account a left join organisational_unit u on u.id = a.parent_id
    where a.state = 'ACTIVE' and not exists (select from organisation o where o.management_account_id = a.id)
    order by a.id`;
  const sets = await tx.permissionSet.findMany({
    select: { arn: true, name: true, tags: true },
    orderBy: { arn: "asc" },
  });
  return {
    people,
    accounts: accounts.map((account) => ({ ...account, tags: tagsOf(account.tags) })),
    sets: sets.map(ruledSet),
  };
}
