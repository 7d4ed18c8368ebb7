import type { ChangeNoun } from "#lib/core/catalogue/change.ts";
import { Prisma } from "#lib/db/generated/client.ts";

/** What a history may be about; a change has to be about all that is named. */
export type ChangesAbout = {
  account?: string | undefined;
  /** A permission set's ARN. */
  permissionSetArn?: string | undefined;
  person?: string | undefined;
  group?: string | undefined;
};

/** Where the versions of one noun are, as `v`. */
export type ChangeSource = {
  noun: ChangeNoun;
  life: Prisma.Sql;
  past: Prisma.Sql;
  /** What names a row among all of its noun, and the order within one moment. */
  key: Prisma.Sql;
  /** Whether `w` is a version of the same thing as `v`; null for rows that say nothing but that they are there. */
  sameThing: Prisma.Sql | null;
  about: { readonly [Filter in keyof ChangesAbout]?: (id: string) => Prisma.Sql };
};

const sql = Prisma.sql;

/** Between the ids in a key: a character that no id holds. */
export const KEY_SEPARATOR = "\u001f";
const and = sql`|| chr(31) ||`;

const arnIs = (arn: string) => sql`v.permission_set_arn = ${arn}`;
const accountIs = (id: string) => sql`v.account_id = ${id}`;

const sources = {
  account: {
    life: sql`account_life`,
    past: sql`account_past`,
    key: sql`v.id`,
    sameThing: sql`w.id = v.id`,
    about: { account: (id) => sql`v.id = ${id}` },
  },
  "permission-set": {
    life: sql`permission_set_life`,
    past: sql`permission_set_past`,
    key: sql`v.arn`,
    sameThing: sql`w.arn = v.arn`,
    about: { permissionSetArn: (arn) => sql`v.arn = ${arn}` },
  },
  assignment: {
    life: sql`assignment_life`,
    past: sql`assignment_past`,
    key: sql`(v.account_id ${and} v.permission_set_arn ${and} v.principal_kind::text ${and} v.principal_id)`,
    sameThing: null,
    about: {
      account: accountIs,
      permissionSetArn: arnIs,
      person: (id) => sql`v.principal_kind = 'user' and v.principal_id = ${id}`,
      group: (id) => sql`v.principal_kind = 'group' and v.principal_id = ${id}`,
    },
  },
  provisioned: {
    life: sql`provisioned_permission_set_life`,
    past: sql`provisioned_permission_set_past`,
    key: sql`(v.account_id ${and} v.permission_set_arn)`,
    sameThing: null,
    about: { account: accountIs, permissionSetArn: arnIs },
  },
  person: {
    life: sql`person_life`,
    past: sql`person_past`,
    key: sql`v.id`,
    sameThing: sql`w.id = v.id`,
    about: { person: (id) => sql`v.id = ${id}` },
  },
  group: {
    life: sql`identity_group_life`,
    past: sql`identity_group_past`,
    key: sql`v.id`,
    sameThing: sql`w.id = v.id`,
    about: { group: (id) => sql`v.id = ${id}` },
  },
  membership: {
    life: sql`membership_life`,
    past: sql`membership_past`,
    key: sql`(v.group_id ${and} v.person_id)`,
    sameThing: null,
    about: {
      person: (id) => sql`v.person_id = ${id}`,
      group: (id) => sql`v.group_id = ${id}`,
    },
  },
  unit: {
    life: sql`organisational_unit_life`,
    past: sql`organisational_unit_past`,
    key: sql`v.id`,
    sameThing: sql`w.id = v.id`,
    about: {},
  },
} as const satisfies Record<ChangeNoun, Omit<ChangeSource, "noun">>;

export function sourceOf(noun: ChangeNoun): ChangeSource {
  return { noun, ...sources[noun] };
}

/**
 * The condition that leaves a noun's rows about something.
 * @returns null when no row of the noun can be about all of it
 */
export function isAbout(source: ChangeSource, about: ChangesAbout): Prisma.Sql | null {
  const { account, permissionSetArn, person, group } = about;
  const asked = [
    [source.about.account, account],
    [source.about.permissionSetArn, permissionSetArn],
    [source.about.person, person],
    [source.about.group, group],
  ] as const;
  const conditions = [sql`true`];
  for (const [condition, id] of asked) {
    if (id === undefined) continue;
    if (condition === undefined) return null;
    conditions.push(condition(id));
  }
  return Prisma.join(conditions, " and ");
}
