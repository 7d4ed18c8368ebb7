import type { AccountState } from "#lib/core/catalogue.ts";
import { mayRequest } from "#lib/core/rules/covers.ts";
import { offersOf } from "#lib/core/rules/offers-of.ts";
import type { Rule } from "#lib/core/rules/rule-content.ts";
import type { OfferedAccount } from "#lib/core/shown-access.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { consolePowers } from "#lib/db/console-powers.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { loadRules, personInGroups, ruledSet } from "#lib/db/rules.ts";
import { tagsOf } from "#lib/db/tags.ts";

type AccountColumns = {
  id: string;
  name: string;
  state: AccountState;
  ouPath: string[];
  units: string[];
  tags: unknown;
  isManagement: boolean;
};

/** The enabled rules that let the viewer ask. */
async function rulesNaming(viewer: Viewer): Promise<Rule[]> {
  const [rules, person] = await Promise.all([loadRules(db()), personInGroups(db(), viewer.personId)]);
  return rules.filter((rule) => rule.enabled && mayRequest(rule.content, person));
}

/**
 * What the viewer may ask for, account by account, by name: the rules that let them ask, laid over the accounts that these
 * rules reach. Rules, accounts and permission sets are each read once, however many there are.
 * @param accountId only this account, unless left out
 */
export async function offersFor(viewer: Viewer, accountId?: string): Promise<OfferedAccount[]> {
  const mine = await rulesNaming(viewer);
  if (mine.length === 0) return [];
  const [accounts, sets, powers] = await Promise.all([
    accountsWithPlaces(accountId),
    db().permissionSet.findMany({
      select: { arn: true, name: true, tags: true, administratorLike: true },
      orderBy: { name: "asc" },
    }),
    consolePowers(db()),
  ]);
  const offered = offersOf(
    mine,
    accounts.map(({ id, ouPath, tags }) => ({ accountId: id, ouPath, tags: tagsOf(tags) })),
    sets.map((set) => ({ ...ruledSet(set), administratorLike: set.administratorLike })),
    powers,
  );
  return accounts.flatMap(({ id, name, state, units, isManagement }, at): OfferedAccount[] => {
    const here = offered[at] ?? [];
    if (here.length === 0) return [];
    const unavailable = isManagement ? "management-account" : state === "ACTIVE" ? null : state;
    return [{ id, name, units, sets: here, unavailable }];
  });
}

async function accountsWithPlaces(only: string | undefined): Promise<AccountColumns[]> {
  return db().$queryRaw<AccountColumns[]>`
    select a.id, a.name, a.state::text as state, coalesce(u.path, '{}') as "ouPath", a.tags,
      coalesce((
        select array_agg(above.name order by step.position)
        from unnest(u.path) with ordinality as step (unit_id, position)
        join organisational_unit above on above.id = step.unit_id
        where above.parent_id is not null), '{}') as units,
      exists (select from organisation o where o.management_account_id = a.id) as "isManagement"
    from account a
    left join organisational_unit u on u.id = a.parent_id
    where ${only === undefined ? Prisma.sql`true` : Prisma.sql`a.id = ${only}`}
    order by a.name, a.id`;
}
