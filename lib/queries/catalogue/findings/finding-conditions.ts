import { Prisma } from "#lib/db/generated/client.ts";

/** What a grant gives now, which the runs do not count. */
const live = Prisma.sql`
  from access_grant live where live.state in ('granting', 'active', 'revoking', 'revoke-blocked', 'contested')`;

/** What each finding about accounts is, of `account a` and its `account_summary s`. */
export const accountFindings = {
  administrators: Prisma.sql`s.administrators > 0`,
  orphans: Prisma.sql`s.orphans > 0`,
  unreached: Prisma.sql`s.people = 0 and a.state = 'ACTIVE' and a.id <> all (array(select live.account_id ${live}))`,
} as const;

/** What each finding about permission sets is, of `permission_set a` and its `permission_set_summary s`. */
export const setFindings = {
  unused: Prisma.sql`(s.accounts = 0 or s.people = 0) and a.arn <> all (array(select live.permission_set_arn ${live}))`,
} as const;

/** What each finding about groups is, of `identity_group a` and its `group_summary s`. */
export const groupFindings = {
  empty: Prisma.sql`s.members = 0`,
  idle: Prisma.sql`s.assignments = 0`,
} as const;

/** What each finding about people is, of `person a` and their `person_summary s`. */
export const personFindings = {
  idle: Prisma.sql`s.accounts = 0 and a.status <> 'DISABLED' and a.id <> all (array(select live.person_id ${live}))`,
  disabled: Prisma.sql`a.status = 'DISABLED' and s.accounts > 0`,
} as const;
