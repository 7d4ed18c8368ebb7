import type { AccountState } from "#lib/core/catalogue.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { foundBy } from "./found-by.ts";
import { heldNow } from "./held-now.ts";

export type AccountFilters = {
  /** Words in the name, the id, the mail address, a tag or the name of a unit above. */
  q?: string | undefined;
  /** An organisational unit: its accounts and those of all units below it. */
  unit?: string | undefined;
  state?: AccountState | undefined;
  /** A tag's key, and its value when only one will do. */
  tag?: string | undefined;
  value?: string | undefined;
  /** The value of the owner tag. */
  owner?: string | undefined;
  /** Who reaches it: somebody by standing access, somebody by a grant, nobody at all. */
  access?: "standing" | "temporary" | "nobody" | undefined;
  /** What stands out: standing administrators, assignments whose principal is gone, no assignment at all, nobody who owns it. */
  finding?: "administrators" | "orphans" | "unused" | "no-owner" | undefined;
};

/** The value of the tag that names an account's owner; a column of `account a`. */
export const ownerOf = Prisma.sql`coalesce(a.tags->>'owner', a.tags->>'Owner', a.tags->>'OWNER')`;
const ownerKeys = ["owner", "Owner", "OWNER"] as const;

const isHeld = Prisma.sql`a.id in (
  with ${heldNow} select h.account_id from held h join person on person.id = h.person_id and person.status <> 'DISABLED')`;

const reached = {
  standing: Prisma.sql`s.people > 0`,
  temporary: isHeld,
  nobody: Prisma.sql`s.people = 0 and not ${isHeld}`,
} as const satisfies Record<NonNullable<AccountFilters["access"]>, Prisma.Sql>;

const findings = {
  administrators: Prisma.sql`s.administrators > 0`,
  orphans: Prisma.sql`s.orphans > 0`,
  unused: Prisma.sql`s.assignments = 0`,
  "no-owner": Prisma.sql`not a.tags ?| ${[...ownerKeys]}::text[]`,
} as const satisfies Record<NonNullable<AccountFilters["finding"]>, Prisma.Sql>;

/** The filters of accounts as conditions on `account a` and its summary `s`; none when there is no filter. */
export function accountConditions(filters: AccountFilters): readonly Prisma.Sql[] {
  const { q, unit, state, tag, value, owner, access, finding } = filters;
  const conditions = [...foundBy("account", Prisma.sql`a.id`, q)];
  if (unit !== undefined) {
    conditions.push(
      Prisma.sql`a.parent_id in (select u.id from organisational_unit u where u.path @> array[${unit}])`,
    );
  }
  if (state !== undefined) conditions.push(Prisma.sql`a.state = ${state}::account_state`);
  if (tag !== undefined)
    conditions.push(value === undefined ? Prisma.sql`a.tags ? ${tag}` : hasTag(tag, value));
  if (owner !== undefined) {
    conditions.push(
      Prisma.sql`(${Prisma.join(
        ownerKeys.map((key) => hasTag(key, owner)),
        " or ",
      )})`,
    );
  }
  if (access !== undefined) conditions.push(reached[access]);
  if (finding !== undefined) conditions.push(findings[finding]);
  return conditions;
}

function hasTag(key: string, value: string): Prisma.Sql {
  return Prisma.sql`a.tags @> jsonb_build_object(${key}::text, ${value}::text)`;
}
