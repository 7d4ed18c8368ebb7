import { type ChangeOrigin, changeNouns } from "#lib/core/catalogue/change.ts";
import { db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { sourceOf } from "./change-sources.ts";
import type { ChangePlace, KnownChange } from "./change-streams.ts";
import { originOf } from "./drift.ts";

/** The version that a change began and the one before it, as JSON with the columns' own names, and whose doing it was. */
type Details = { before: unknown; after: unknown; origin: ChangeOrigin };

const nothingKnown: Details = { before: null, after: null, origin: "aws" };

/** Looks up what a change's key does not say: the versions around it, and whose doing it was. */
export async function changeDetails(
  changes: readonly KnownChange[],
): Promise<(change: ChangePlace) => Details> {
  const parts = changeNouns.flatMap((noun) => [
    ...versionsOf(changes.filter((change) => change.noun === noun && change.moment === "begun")),
    ...assignmentsOf(changes.filter((change) => change.noun === noun)),
  ]);
  const rows =
    parts.length === 0
      ? []
      : await db().$queryRaw<(Details & ChangePlace)[]>`${Prisma.join(parts, " union all ")}`;
  const known = new Map(rows.map((row) => [nameOf(row), row]));
  return (change) => known.get(nameOf(change)) ?? nothingKnown;
}

function nameOf({ at, stream, key }: ChangePlace): string {
  return `${at.getTime()} ${stream} ${key}`;
}

/** Of things that have versions: the one that began, and the one that it follows. */
function versionsOf(changes: readonly KnownChange[]): Prisma.Sql[] {
  const [first] = changes;
  if (!first) return [];
  const { sameThing, life, past, key } = sourceOf(first.noun);
  if (sameThing === null) return [];
  return [
    Prisma.sql`
      select c.at, ${first.stream}::int as stream, c.key, to_jsonb(w) as before, to_jsonb(v) as after,
        case when w.valid_to is null then 'aws' else ${originOf(first.noun, "begun")} end as origin
      from unnest(${changes.map(({ key }) => key)}::text[], ${changes.map(({ at }) => at)}::timestamptz[]) c (key, at)
      join ${life} v on ${key} = c.key and v.valid_from = c.at
      left join ${past} w on ${sameThing} and w.valid_to = v.valid_from`,
  ];
}

/** Of assignments: whose doing it was, from the ledger. */
function assignmentsOf(changes: readonly KnownChange[]): Prisma.Sql[] {
  return (["begun", "vanished"] as const).flatMap((moment) => {
    const asked = changes.filter((change) => change.noun === "assignment" && change.moment === moment);
    const [first] = asked;
    if (!first) return [];
    const part = (index: number) => asked.map(({ parts }) => parts[index] ?? "");
    return [
      Prisma.sql`
        select v.valid_from as at, ${first.stream}::int as stream, v.key, null::jsonb as before, null::jsonb as after,
          ${originOf("assignment", moment)} as origin
        from (
          select key, account_id, permission_set_arn, principal_kind, principal_id,
            at as valid_from, at as valid_to, run_id as from_run_id, run_id as to_run_id
          from unnest(${asked.map(({ key }) => key)}::text[], ${part(0)}::text[], ${part(1)}::text[], ${part(2)}::text[], ${part(3)}::text[],
            ${asked.map(({ at }) => at)}::timestamptz[], ${asked.map(({ runId }) => runId)}::uuid[])
            c (key, account_id, permission_set_arn, principal_kind, principal_id, at, run_id)
        ) v`,
    ];
  });
}
