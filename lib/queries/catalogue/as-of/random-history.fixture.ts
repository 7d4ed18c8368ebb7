type Sql = (text: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;

/** Numbers that are the same on every run. */
export function dice(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

export const MINUTE = 60_000;

const accounts = ["a1", "a2", "a3"];
const sets = ["s1", "s2"];
const people = ["p1", "p2", "p3", "p4"];
const groups = ["g1", "g2"];

const statements = {
  account: `insert into account (id, name, email, state, parent_id, tags) values ($1, $2, '', 'ACTIVE', 'r', '{}')
    on conflict (id) do update set name = excluded.name`,
  set: `insert into permission_set (arn, id, name, description, session_minutes, managed_policies, tags, fingerprint)
    values ($1, $1, $2, '', 60, '[]', '{}', $2) on conflict (arn) do update set name = excluded.name, fingerprint = excluded.fingerprint`,
  person: `insert into person (id, user_name, display_name, given_name, family_name, status, external_ids)
    values ($1, $1, $2, '', '', case when $3 then 'DISABLED' else 'ENABLED' end::person_status, '[]')
    on conflict (id) do update set display_name = excluded.display_name, status = excluded.status`,
  group: `insert into identity_group (id, display_name, description, external_ids) values ($1, $2, '', '[]')
    on conflict (id) do update set display_name = excluded.display_name`,
  personGone: `with gone as (delete from person where id = $1 returning id)
    delete from membership where person_id in (select id from gone)`,
  membership:
    "insert into membership (group_id, person_id) select $1, id from person where id = $2 on conflict do nothing",
  assignment: `insert into assignment (account_id, permission_set_arn, principal_kind, principal_id)
    values ($1, $2, $3::principal_kind, $4) on conflict do nothing`,
  assignmentGone: `delete from assignment where account_id = $1 and permission_set_arn = $2
    and principal_kind = $3::principal_kind and principal_id = $4`,
} as const;

/** For tests: edits the catalogue at random in one transaction of one moment, as a run that saw it would. */
export async function editAtRandom(sql: Sql, at: Date, pick: (below: number) => number): Promise<void> {
  const one = (of: readonly string[]) => of[pick(of.length)] ?? "";
  await sql("begin");
  await sql("select set_config('gatehouse.moment', $1, true)", [at.toISOString()]);
  // A run compares what it read with what was there: it touches no row twice.
  const touched = new Set<string>();
  const once = async (row: string, text: string, values: unknown[]) => {
    if (touched.has(row)) return;
    touched.add(row);
    await sql(text, values);
  };
  for (let edits = 3 + pick(8); edits > 0; edits -= 1) {
    const name = `n${pick(5)}`;
    const [account, set, person, group] = [one(accounts), one(sets), one(people), one(groups)];
    const isPerson = pick(2) === 0;
    const assignment = [account, set, isPerson ? "user" : "group", isPerson ? person : group];
    switch (pick(11)) {
      case 0:
        await once(account, statements.account, [account, name]);
        break;
      case 1:
        await once(account, "delete from account where id = $1", [account]);
        break;
      case 2:
        await once(set, statements.set, [set, name]);
        break;
      case 3:
        await once(person, statements.person, [person, name, pick(3) === 0]);
        break;
      case 4:
        // The identity store takes a deleted person out of every group, and leaves the assignments.
        await once(person, statements.personGone, [person]);
        break;
      case 5:
        await once(group, statements.group, [group, name]);
        break;
      case 6:
        await once(person, "delete from membership where group_id = $1 and person_id = $2", [group, person]);
        break;
      case 7:
      case 8:
        await once(person, statements.membership, [group, person]);
        break;
      case 9:
        await once(assignment.join(), statements.assignmentGone, assignment);
        break;
      default:
        await once(assignment.join(), statements.assignment, assignment);
    }
  }
  await sql("commit");
}

/** How things stand now, noun by noun: the key of each row and what it says besides. */
export async function snapshot(sql: Sql): Promise<Map<string, string>> {
  const rows = await sql(`
    select 'account ' || id as key, name as says from account
    union all select 'permission-set ' || arn, name from permission_set
    union all select 'person ' || id, display_name || ' ' || status from person
    union all select 'group ' || id, display_name from identity_group
    union all select 'membership ' || group_id || ' ' || person_id, '' from membership
    union all select 'assignment ' || account_id || ' ' || permission_set_arn || ' ' || principal_kind || ' ' || principal_id, '' from assignment`);
  return new Map(rows.map(({ key, says }) => [String(key), String(says)]));
}

export const known = { accounts, sets, people, groups } as const;
