import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { presentAssignments } from "./present-assignments.ts";

export type OrganisationGlance = {
  accounts: number;
  /** Accounts that are not active, by state. */
  inactiveAccounts: number;
  people: number;
  disabledPeople: number;
  groups: number;
  permissionSets: number;
  /** People who are not disabled and reach at least one account. */
  peopleReaching: number;
  assignments: number;
  standing: number;
  temporary: number;
  /** Assignments whose person or group is gone. */
  orphans: number;
  /** People with a standing way to the AWS managed policy AdministratorAccess in at least one account. */
  standingAdministrators: number;
};

/** The organisation in figures. Null when the viewer may not read everything, or nothing was read from AWS yet. */
export async function organisationGlance(viewer: Viewer): Promise<OrganisationGlance | null> {
  if (!mayReadEverything(viewer)) return null;
  const [row] = await db().$queryRaw<OrganisationGlance[]>`
    with ${presentAssignments(Prisma.sql`true`)}
    select
      (select count(*)::int from account) as accounts,
      (select count(*)::int from account where state <> 'ACTIVE') as "inactiveAccounts",
      (select count(*)::int from person) as people,
      (select count(*)::int from person where status = 'DISABLED') as "disabledPeople",
      (select count(*)::int from identity_group) as groups,
      (select count(*)::int from permission_set) as "permissionSets",
      (select count(distinct r.person_id)::int from reach r
        join person on person.id = r.person_id and person.status <> 'DISABLED') as "peopleReaching",
      (select count(*)::int from present) as assignments,
      (select count(*)::int from present where grant_id is null) as standing,
      (select count(*)::int from present where grant_id is not null) as temporary,
      (select count(*)::int from present p where not exists (
        select from person where p.principal_kind = 'user' and person.id = p.principal_id
        union all
        select from identity_group g where p.principal_kind = 'group' and g.id = p.principal_id)) as orphans,
      (select count(distinct r.person_id)::int from reach r
        join person on person.id = r.person_id and person.status <> 'DISABLED'
        join permission_set s on s.arn = r.permission_set_arn
        where r.grant_id is null and exists (
          select from jsonb_array_elements(s.managed_policies) policy
          where policy->>'kind' = 'aws' and policy->>'name' = 'AdministratorAccess')) as "standingAdministrators"`;
  return row && row.accounts > 0 ? row : null;
}
