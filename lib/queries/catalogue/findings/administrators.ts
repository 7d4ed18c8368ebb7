import { Prisma } from "#lib/db/generated/client.ts";

/**
 * How many people who are not disabled have standing access by a permission set like an administrator's in at least one
 * account, as an expression. The order makes the index be read, and not the table.
 */
export const administrators = Prisma.sql`(
  (select count(*) from (
    select from person_summary where administrator_accounts > 0 order by administrator_accounts desc, person_id) them)
  - (select count(*) from person p join person_summary s on s.person_id = p.id
     where p.status = 'DISABLED' and s.administrator_accounts > 0))::int`;
