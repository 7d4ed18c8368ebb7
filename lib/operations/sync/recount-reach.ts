import type { Db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { countPeopleOfThings } from "./count-people-of-things.ts";
import { countThingsOfPrincipals } from "./count-things-of-principals.ts";
import { makeEqual } from "./make-equal.ts";
import { markRecounted } from "./mark-recounted.ts";
import { numberHoldings } from "./number-holdings.ts";
import { planFor } from "./plan-for.ts";
import { stageStanding } from "./stage-standing.ts";
import type { Affected } from "./touched.ts";

/**
 * Counts again what pages show beside accounts, permission sets, groups and people, and writes the counts that differ.
 * Who reaches what is counted with bit strings: one bit for each person, laid over each other group by group, so that the pairs of accounts
 * and people, millions of them, are never written out.
 * @param tx the open transaction, in which the catalogue is locked
 */
export async function recountReach(tx: Db, affected: Affected): Promise<void> {
  if (affected.length === 0) return;
  await planFor(tx, affected);
  await markRecounted(tx, affected);
  await stageStanding(tx, affected);
  await numberHoldings(tx);
  await countPeopleOfThings(tx);
  await countThingsOfPrincipals(tx);
  const isEverything = affected === "everything";
  await settle(tx, "account", isEverything, accountSummary);
  await settle(tx, "permission-set", isEverything, permissionSetSummary);
  await settle(tx, "group", isEverything, groupSummary);
  await settle(tx, "person", isEverything, personSummary);
  await tx.$executeRaw`drop table recounted, standing, principal, thing, holding, thing_people, principal_things`;
}

type Summary = { table: string; key: string; columns: readonly string[]; truth: Prisma.Sql };

const accountSummary: Summary = {
  table: "account_summary",
  key: "account_id",
  columns: ["people", "administrators", "permission_sets", "assignments", "orphans"],
  truth: Prisma.sql`
    select a.id as account_id, coalesce(p.count, 0) as people, coalesce(d.count, 0) as administrators,
      (select count(*)::int from provisioned_permission_set v where v.account_id = a.id) as permission_sets,
      coalesce(s.assignments, 0) as assignments, coalesce(s.orphans, 0) as orphans
    from account a
    join recounted r on r.kind = 'account' and r.id = a.id
    left join thing_people p on p.kind = 'account' and p.id = a.id
    left join thing_people d on d.kind = 'administered' and d.id = a.id
    left join (select account_id, count(*)::int as assignments, (count(*) filter (where is_orphan))::int as orphans
               from standing group by account_id) s on s.account_id = a.id`,
};

const permissionSetSummary: Summary = {
  table: "permission_set_summary",
  key: "permission_set_arn",
  columns: ["accounts", "assignments", "groups", "people"],
  truth: Prisma.sql`
    select b.arn as permission_set_arn,
      (select count(*)::int from provisioned_permission_set v where v.permission_set_arn = b.arn) as accounts,
      coalesce(s.assignments, 0) as assignments, coalesce(s.groups, 0) as groups, coalesce(p.count, 0) as people
    from permission_set b
    join recounted r on r.kind = 'permission-set' and r.id = b.arn
    left join thing_people p on p.kind = 'permission-set' and p.id = b.arn
    left join (select permission_set_arn, count(*)::int as assignments,
                 (count(distinct principal_id) filter (where principal_kind = 'group' and not is_orphan))::int as groups
               from standing group by permission_set_arn) s on s.permission_set_arn = b.arn`,
};

const groupSummary: Summary = {
  table: "group_summary",
  key: "group_id",
  columns: ["members", "disabled", "accounts", "permission_sets", "assignments"],
  truth: Prisma.sql`
    select g.id as group_id, coalesce(m.members, 0) as members, coalesce(m.disabled, 0) as disabled,
      coalesce(t.accounts, 0) as accounts, coalesce(t.permission_sets, 0) as permission_sets,
      coalesce(s.assignments, 0) as assignments
    from identity_group g
    join recounted r on r.kind = 'group' and r.id = g.id
    left join (select m.group_id, count(*)::int as members, (count(*) filter (where p.status = 'DISABLED'))::int as disabled
               from membership m left join person p on p.id = m.person_id
               where m.group_id in (select id from recounted where kind = 'group')
               group by m.group_id) m on m.group_id = g.id
    left join principal_things t on t.kind = 'group' and t.id = g.id
    left join (select principal_id, count(*)::int as assignments from standing
               where principal_kind = 'group' group by principal_id) s on s.principal_id = g.id`,
};

const personSummary: Summary = {
  table: "person_summary",
  key: "person_id",
  columns: ["groups", "accounts", "permission_sets", "direct", "administrator_accounts"],
  truth: Prisma.sql`
    select p.id as person_id, coalesce(m.groups, 0) as groups, coalesce(t.accounts, 0) as accounts,
      coalesce(t.permission_sets, 0) as permission_sets, coalesce(s.direct, 0) as direct,
      coalesce(t.administrator_accounts, 0) as administrator_accounts
    from person p
    join recounted r on r.kind = 'person' and r.id = p.id
    left join (select person_id, count(*)::int as groups from membership
               where person_id in (select id from recounted where kind = 'person')
               group by person_id) m on m.person_id = p.id
    left join principal_things t on t.kind = 'person' and t.id = p.id
    left join (select principal_id, count(*)::int as direct from standing
               where principal_kind = 'user' group by principal_id) s on s.principal_id = p.id`,
};

async function settle(tx: Db, kind: string, isEverything: boolean, summary: Summary): Promise<void> {
  const { table, key, columns } = summary;
  await tx.$executeRaw`create temporary table counted on commit drop as ${summary.truth}`;
  await tx.$executeRaw`analyze counted`;
  await makeEqual(tx, {
    table,
    truth: "counted",
    key: [key],
    columns: [key, ...columns],
    mayVanish: isEverything
      ? Prisma.sql`true`
      : Prisma.sql`${Prisma.raw(`r.${key}`)} in (select id from recounted where kind = ${kind})`,
    isKept: Prisma.sql`false`,
    isNewer: Prisma.sql`false`,
    touches: null,
  });
  await tx.$executeRaw`drop table counted`;
}
