import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { administrators } from "./findings/administrators.ts";
import { presentAssignments } from "./present-assignments.ts";

export type OrganisationGlance = {
  accounts: number;
  people: number;
  /** People who are not disabled and reach at least one account. */
  peopleReaching: number;
  assignments: number;
  standing: number;
  temporary: number;
  /** Standing assignments whose person or group is gone. */
  orphans: number;
  /** People with standing access by a permission set like an administrator's in at least one account. */
  standingAdministrators: number;
};

/** Assignments that a live grant explains: the only part of the present that is not counted by the runs. */
const granted = Prisma.sql`
  a.principal_kind = 'user' and (a.account_id, a.permission_set_arn, a.principal_id) in (
    select live.account_id, live.permission_set_arn, live.person_id from access_grant live
    where live.state in ('granting', 'active', 'revoking', 'revoke-blocked', 'contested'))`;

/**
 * The organisation in figures: what the last run counted of standing access, and what grants add to it now.
 * Null when the viewer may not read everything, or nothing was read from AWS yet.
 */
export async function organisationGlance(viewer: Viewer): Promise<OrganisationGlance | null> {
  if (!mayReadEverything(viewer)) return null;
  const [row] = await db().$queryRaw<Omit<OrganisationGlance, "assignments">[]>`
    with ${presentAssignments(granted)},
    held as (select distinct principal_id as id from present where grant_id is not null),
    everybody as materialized (select count(*)::int as people from person)
    select
      (select count(*)::int from account) as accounts,
      (select people from everybody) as people,
      (select people from everybody)
        - (select count(*) from person_summary where accounts = 0)::int
        - (select count(*) from person p join person_summary s on s.person_id = p.id
           where p.status = 'DISABLED' and s.accounts > 0)::int
        + (select count(*) from held join person p on p.id = held.id and p.status <> 'DISABLED'
           join person_summary s on s.person_id = p.id and s.accounts = 0)::int as "peopleReaching",
      (select coalesce(sum(assignments), 0)::int from permission_set_summary) as standing,
      (select count(*)::int from present where grant_id is not null) as temporary,
      (select coalesce(sum(orphans), 0)::int from account_summary where orphans > 0) as orphans,
      ${administrators} as "standingAdministrators"`;
  return row && row.accounts > 0 ? { ...row, assignments: row.standing + row.temporary } : null;
}
