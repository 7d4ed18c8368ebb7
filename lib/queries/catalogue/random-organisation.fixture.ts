import { ADMINISTRATORS, type Stage } from "#lib/auth/testing/stage.ts";
import { db } from "#lib/db/client.ts";
import { indexThings } from "#lib/operations/sync/index-things.ts";
import { recountReach } from "#lib/operations/sync/recount-reach.ts";

const range = (length: number) => Array.from({ length }, (_, index) => index);
const two = (number: number) => String(number).padStart(2, "0");

/** The same numbers in every run, spread evenly enough to fill every corner of a list. */
function dice(): (sides: number) => number {
  let state = 20_261_124;
  return (sides) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

/** An organisation of a few hundred rows with names that repeat, orphans, disabled people and people who hold something by a grant. */
export function randomOrganisation() {
  const roll = dice();
  const units = [
    { id: "r-1", parent_id: null, path: ["r-1"] },
    ...range(4).map((a) => ({ id: `ou-${a}`, parent_id: "r-1", path: ["r-1", `ou-${a}`] })),
    ...range(12).map((b) => ({
      id: `ou-${b % 4}-${b}`,
      parent_id: `ou-${b % 4}`,
      path: ["r-1", `ou-${b % 4}`, `ou-${b % 4}-${b}`],
    })),
  ].map((unit) => ({ ...unit, name: `unit${unit.id}` }));
  const tagsOf = (index: number): Record<string, string> => {
    if (index % 7 === 0) return {};
    const owner = index % 5 === 0 ? "Owner" : "owner";
    return {
      [owner]: `team${index % 3}`,
      ...(index % 2 === 0 && { env: index % 4 === 0 ? "prod" : "test" }),
    };
  };
  const accounts = range(70).map((index) => ({
    id: String(100_000_000_000 + ((index * 7919) % 1000)),
    name: `shop${two(roll(40))}`,
    email: `aws${index}@example.test`,
    state: index % 11 === 0 ? "SUSPENDED" : "ACTIVE",
    parent_id: units[roll(units.length)]?.id ?? "r-1",
    tags: tagsOf(index),
  }));
  const sets = range(30).map((index) => ({
    arn: `arn:aws:sso:::permissionSet/ssoins-0000000000000000/ps-${two((index * 7) % 30)}`,
    id: `ps-${two((index * 7) % 30)}`,
    name: `role${two(roll(20))}`,
    description: index % 3 === 0 ? "reads bills" : "",
    administrator_like: index % 6 === 0 ? "AdministratorAccess" : null,
  }));
  const groups = range(40).map((index) => ({
    id: `g-${two((index * 13) % 40)}`,
    display_name: `crew${two(roll(25))}`,
  }));
  const people = range(90).map((index) => ({
    id: `u-${two((index * 17) % 90)}`,
    display_name: `person${two(roll(60))}`,
    user_name: `user${index}`,
    status: index % 9 === 0 ? "DISABLED" : "ENABLED",
  }));
  const pick = <Row>(rows: readonly Row[]): Row => {
    const row = rows[roll(rows.length)];
    if (row === undefined) throw new Error("There is nothing to pick from.");
    return row;
  };
  const key = (row: object) => JSON.stringify(row);
  const distinct = <Row extends object>(rows: readonly Row[]) => [
    ...new Map(rows.map((row) => [key(row), row])).values(),
  ];
  const memberships = distinct(
    range(160).map(() => ({ group_id: pick(groups.slice(4)).id, person_id: pick(people).id })),
  );
  const principal = (index: number) => {
    if (index % 20 === 0) return { principal_kind: "user", principal_id: `gone-${index}` };
    return index % 3 === 0
      ? { principal_kind: "user", principal_id: pick(people.slice(20)).id }
      : { principal_kind: "group", principal_id: pick(groups).id };
  };
  const assignments = distinct(
    range(150).map((index) => ({
      account_id: pick(accounts.slice(10)).id,
      permission_set_arn: pick(sets.slice(3)).arn,
      ...principal(index),
    })),
  );
  const isEnabled = (id: string) => people.some((person) => person.id === id && person.status === "ENABLED");
  // Who reaches an account by standing access and holds another role in it, and whose own assignment a grant explains.
  const beside = assignments
    .flatMap(({ account_id, principal_id }) =>
      memberships.filter(({ group_id }) => group_id === principal_id).map((row) => ({ ...row, account_id })),
    )
    .filter(({ person_id }) => isEnabled(person_id))
    .slice(0, 3)
    .map(({ account_id, person_id }) => ({ account_id, permission_set_arn: sets[0]?.arn ?? "", person_id }));
  const explained = assignments
    .filter(({ principal_kind, principal_id }) => principal_kind === "user" && isEnabled(principal_id))
    .slice(0, 3)
    .map(({ principal_kind: _kind, principal_id, ...row }) => ({ ...row, person_id: principal_id }));
  const others = range(12).map((index) => ({
    account_id: pick(accounts.slice(4)).id,
    permission_set_arn: pick(sets).arn,
    person_id: people[index * 6]?.id ?? "",
  }));
  const holders = [...beside, ...explained, ...others].map((row, index) => ({
    ...row,
    seen: index % 4 === 3 ? "absent" : "present",
  }));
  return { units, accounts, sets, groups, people, memberships, assignments, holders };
}

export type RandomOrganisation = ReturnType<typeof randomOrganisation>;

/** Puts it into a stage's database with its summaries and search entries, as a sync leaves them behind. Its reader is `reader`. */
export async function storeOrganisation(stage: Stage, organisation: RandomOrganisation): Promise<void> {
  const { units, accounts, sets, groups, people, memberships, assignments, holders } = organisation;
  const insert = (table: string, rows: readonly object[], more: Readonly<Record<string, string>> = {}) => {
    const columns = [...Object.keys(rows[0] ?? {}), ...Object.keys(more)];
    const values = [...Object.keys(rows[0] ?? {}).map((name) => `r.${name}`), ...Object.values(more)];
    return stage.sql(
      `insert into ${table} (${columns.join(", ")})
       select ${values.join(", ")} from jsonb_populate_recordset(null::${table}, $1) r`,
      [JSON.stringify(rows)],
    );
  };
  await insert("organisational_unit", units);
  await insert("account", accounts);
  await insert("permission_set", sets, {
    session_minutes: "60",
    managed_policies: "'[]'",
    tags: "'{}'",
    fingerprint: "'print'",
  });
  await insert("identity_group", groups, { description: "''", external_ids: "'[]'" });
  await insert("person", people, { given_name: "''", family_name: "''", external_ids: "'[]'" });
  await insert("membership", memberships);
  await insert("assignment", assignments);
  await insert("provisioned_permission_set", [
    ...new Map(
      assignments.map(({ account_id, permission_set_arn }) => [
        account_id + permission_set_arn,
        { account_id, permission_set_arn },
      ]),
    ).values(),
  ]);
  await stage.sql(`insert into sync_run (state, asked_at, started_at, finished_at)
    values ('done', now() - interval '3 hours', now() - interval '2 hours', now() - interval '1 hour')`);
  // Grants begin by a decision; here only what they look like in the middle matters.
  await stage.sql("set session_replication_role = replica");
  await insert("managed_assignment", holders, {
    id: "gen_random_uuid()",
    instance_arn: "'instance'",
    origin: "'ours'",
    seen_at: "now()",
    create_attempts: "0",
    faults: "0",
    tombstone_looks: "0",
    late_creates: "0",
    lease_epoch: "0",
    created_at: "now()",
  });
  await stage.sql(`insert into access_grant (request_id, person_id, account_id, permission_set_arn, starts_at, ends_at,
      session_minutes, fingerprint, created_at, state, managed_assignment_id)
    select gen_random_uuid(), person_id, account_id, permission_set_arn, now(), now() + interval '1 hour', 60, 'print', now(), 'active', id
    from managed_assignment`);
  await stage.sql("set session_replication_role = origin");
  await addReader(stage);
  process.env.DATABASE_URL = stage.database.urls.worker;
  await db().$transaction(async (tx) => {
    await recountReach(tx, "everything");
    await indexThings(tx, "everything");
  });
  process.env.DATABASE_URL = stage.database.urls.web;
}

async function addReader(stage: Stage): Promise<void> {
  await stage.addPerson({ id: "reader" });
  await stage.addPerson({ id: "outsider" });
  await stage.sql("insert into identity_group values ($1, 'readers', '', '[]')", [ADMINISTRATORS]);
  await stage.sql("insert into membership values ($1, 'reader')", [ADMINISTRATORS]);
}
