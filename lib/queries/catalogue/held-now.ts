import { Prisma } from "#lib/db/generated/client.ts";
import { seenSinceRead } from "./seen-since-read.ts";

/**
 * The common table expression `held`, to stand after `with`: what people hold by a grant at this moment, one row for each assignment that
 * stands and that a grant explains, by the rules of `presentAssignments`. There are as many rows as open grants, so it is read whole;
 * `also_standing` says that the person reaches the account without the grant as well.
 */
export const heldNow = Prisma.sql`
  held as materialized (
    select distinct g.account_id, g.permission_set_arn, g.person_id
    from access_grant g
    join managed_assignment m
      on m.account_id = g.account_id and m.permission_set_arn = g.permission_set_arn and m.person_id = g.person_id
    where g.state in ('active', 'granting', 'revoking', 'revoke-blocked', 'contested')
      and m.origin in ('ours', 'contested')
      and case when ${seenSinceRead} then m.seen = 'present' else exists (
        select from assignment a
        where a.account_id = g.account_id and a.permission_set_arn = g.permission_set_arn
          and a.principal_kind = 'user' and a.principal_id = g.person_id) end
  )`;

/** A condition on a row `h` of `held`: the person reaches the account by standing access too. */
export const alsoStanding = Prisma.sql`exists (
  select from assignment x
  where x.account_id = h.account_id and case x.principal_kind
    when 'group' then exists (select from membership m where m.group_id = x.principal_id and m.person_id = h.person_id)
    else x.principal_id = h.person_id and not exists (
      select from held y
      where y.account_id = x.account_id and y.permission_set_arn = x.permission_set_arn and y.person_id = x.principal_id)
    end)`;
