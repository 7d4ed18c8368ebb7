import type { Db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { makeEqual } from "./make-equal.ts";
import { planFor } from "./plan-for.ts";
import type { Affected } from "./touched.ts";

/**
 * Keeps what search finds equal to the catalogue: one entry for each account, permission set, group, person and organisational unit.
 * Only entries that differ are written.
 * @param tx the open transaction, in which the catalogue is locked
 */
export async function indexThings(tx: Db, affected: Affected): Promise<void> {
  if (affected.length === 0) return;
  await planFor(tx, affected);
  const ids = affected === "everything" ? null : await idsToIndex(tx, affected);
  const isIndexed = (kind: string, id: string) =>
    ids === null
      ? Prisma.sql`true`
      : Prisma.sql`${Prisma.raw(id)} in (select jsonb_array_elements_text(${ids}::jsonb -> ${kind}))`;
  await tx.$executeRaw`
    create temporary table found on commit drop as
    with unit_path as materialized (
      select u.id, string_agg(coalesce(step.name, part.id), ' / ' order by part.place) as names
      from organisational_unit u
      cross join lateral unnest(u.path) with ordinality as part(id, place)
      left join organisational_unit step on step.id = part.id
      group by u.id
    ),
    tagged as (
      select 'account' as kind, a.id, string_agg(t.key || ' ' || t.value, ' ' order by t.key) as words
      from account a cross join lateral jsonb_each_text(a.tags) t where ${isIndexed("account", "a.id")} group by a.id
      union all
      select 'permission-set', s.id, string_agg(t.key || ' ' || t.value, ' ' order by t.key)
      from permission_set s cross join lateral jsonb_each_text(s.tags) t where ${isIndexed("permission-set", "s.id")} group by s.id
    ),
    entry as (
      select 'account' as kind, a.id, a.name as title, concat_ws(' · ', a.id, u.names) as detail,
        concat_ws(' ', a.name, a.id, a.email, u.names, t.words) as words
      from account a
      left join unit_path u on u.id = a.parent_id
      left join tagged t on t.kind = 'account' and t.id = a.id
      where ${isIndexed("account", "a.id")}
      union all
      select 'permission-set', s.id, s.name, coalesce(nullif(s.description, ''), s.id),
        concat_ws(' ', s.name, s.id, s.description, t.words)
      from permission_set s left join tagged t on t.kind = 'permission-set' and t.id = s.id
      where ${isIndexed("permission-set", "s.id")}
      union all
      select 'group', g.id, g.display_name, coalesce(nullif(g.description, ''), g.id),
        concat_ws(' ', g.display_name, g.id, g.description)
      from identity_group g where ${isIndexed("group", "g.id")}
      union all
      select 'person', p.id, coalesce(nullif(p.display_name, ''), p.user_name), coalesce(p.email, p.user_name),
        concat_ws(' ', p.display_name, p.user_name, p.given_name, p.family_name, p.id, p.email,
          nullif(array_to_string(p.emails, ' '), coalesce(p.email, '')), p.title)
      from person p where ${isIndexed("person", "p.id")}
      union all
      select 'unit', u.id, u.name, coalesce(w.names, u.id), concat_ws(' ', u.name, u.id, w.names)
      from organisational_unit u left join unit_path w on w.id = u.id where ${isIndexed("unit", "u.id")}
    )
    select kind::search_kind as kind, id, title, detail,
      case when octet_length(lowered) = char_length(lowered) then lowered else concat_ws(' ', lowered, ${withoutAccents}) end as words
    from entry cross join lateral (select lower(words) as lowered) l`;
  await tx.$executeRaw`analyze found`;
  await makeEqual(tx, {
    table: "search_entry",
    truth: "found",
    key: ["kind", "id"],
    columns: ["kind", "id", "title", "detail", "words"],
    mayVanish:
      ids === null
        ? Prisma.sql`true`
        : Prisma.sql`exists (
            select from jsonb_each(${ids}::jsonb) k, jsonb_array_elements_text(k.value) i
            where k.key::search_kind = r.kind and i = r.id)`,
    isKept: Prisma.sql`false`,
    isNewer: Prisma.sql`false`,
    touches: null,
  });
  await tx.$executeRaw`drop table found`;
}

/** "Ødegård" is found by "odegard" as well: what \u0300 to \u036f hold are the accents, once letters are taken apart. */
const withoutAccents = Prisma.sql`
  replace(replace(replace(translate(regexp_replace(normalize(lowered, NFD), '[\\u0300-\\u036f]', '', 'g'), 'øłđðı', 'olddi'),
    'æ', 'ae'), 'œ', 'oe'), 'ß', 'ss')`;

/** The ids by kind whose entries may be other than before: what was written, and the accounts and units below a unit that was. */
async function idsToIndex(tx: Db, affected: Exclude<Affected, "everything">): Promise<string> {
  const written = (noun: string, id: (typeof keys)[number]) =>
    affected.flatMap((row) => (row.noun === noun && row[id] !== null ? [row[id]] : []));
  const units = written("units", "unitId");
  const below =
    units.length === 0
      ? []
      : await tx.$queryRaw<{ kind: string; id: string }[]>`
          select 'unit' as kind, u.id from organisational_unit u where u.path && ${units}
          union all
          select 'account', a.id from account a join organisational_unit u on u.id = a.parent_id where u.path && ${units}`;
  const arns = written("permissionSets", "permissionSetArn");
  return JSON.stringify({
    account: [
      ...written("accounts", "accountId"),
      ...below.filter(({ kind }) => kind === "account").map(({ id }) => id),
    ],
    "permission-set": arns.map((arn) => arn.slice(arn.lastIndexOf("/") + 1)),
    group: written("groups", "groupId"),
    person: written("people", "personId"),
    unit: [...units, ...below.filter(({ kind }) => kind === "unit").map(({ id }) => id)],
  });
}

const keys = ["accountId", "permissionSetArn", "groupId", "personId", "unitId"] as const;
