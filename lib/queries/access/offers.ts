import type { AccountState } from "#lib/core/catalogue.ts";
import { longest, names, type Rule, rulesFor } from "#lib/core/rule.ts";
import type { OfferedAccount } from "#lib/core/shown-access.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { loadRules, personInGroups } from "#lib/db/rules.ts";

type AccountColumns = {
  id: string;
  name: string;
  state: AccountState;
  ouPath: string[];
  units: string[];
  isManagement: boolean;
};

/** The enabled rules that name the viewer as one who may ask. */
async function rulesNaming(
  viewer: Viewer,
): Promise<{ mine: Rule[]; person: Awaited<ReturnType<typeof personInGroups>> }> {
  const [rules, person] = await Promise.all([loadRules(db()), personInGroups(db(), viewer.personId)]);
  return { mine: rules.filter((rule) => rule.enabled && names(rule.requesters, person)), person };
}

/**
 * What the viewer may ask for, account by account, by name: the rules that name them, laid over the accounts that these
 * rules reach. Rules, accounts and permission sets are each read once, however many there are.
 * @param accountId only this account, unless left out
 */
export async function offersFor(viewer: Viewer, accountId?: string): Promise<OfferedAccount[]> {
  const { mine, person } = await rulesNaming(viewer);
  const targets = (kind: "account" | "ou") =>
    mine.flatMap((rule) => rule.targets.filter((target) => target.kind === kind).map((target) => target.id));
  const arns = [...new Set(mine.flatMap((rule) => rule.permissionSetArns))];
  const [accounts, sets] = await Promise.all([
    accountsUnder(targets("account"), targets("ou"), accountId),
    db().permissionSet.findMany({
      where: { arn: { in: arns } },
      select: { arn: true },
      orderBy: { name: "asc" },
    }),
  ]);
  return accounts.flatMap(({ id, name, state, ouPath, units, isManagement }): OfferedAccount[] => {
    const offered = sets.flatMap(({ arn }) => {
      const maxMinutes = longest(rulesFor(mine, person, { accountId: id, ouPath }, arn));
      return maxMinutes === null ? [] : [{ arn, maxMinutes }];
    });
    if (offered.length === 0) return [];
    const unavailable = isManagement ? "management-account" : state === "ACTIVE" ? null : state;
    return [{ id, name, units, sets: offered, unavailable }];
  });
}

async function accountsUnder(
  accountIds: readonly string[],
  unitIds: readonly string[],
  only: string | undefined,
): Promise<AccountColumns[]> {
  return db().$queryRaw<AccountColumns[]>`
    select a.id, a.name, a.state::text as state, coalesce(u.path, '{}') as "ouPath",
      coalesce((
        select array_agg(above.name order by step.position)
        from unnest(u.path) with ordinality as step (unit_id, position)
        join organisational_unit above on above.id = step.unit_id
        where above.parent_id is not null), '{}') as units,
      exists (select from organisation o where o.management_account_id = a.id) as "isManagement"
    from account a
    left join organisational_unit u on u.id = a.parent_id
    where (a.id = any(${[...accountIds]}::text[]) or u.path && ${[...unitIds]}::text[])
      and ${only === undefined ? Prisma.sql`true` : Prisma.sql`a.id = ${only}`}
    order by a.name, a.id`;
}
