import type { Noun } from "#lib/core/catalogue/catalogue-rows.ts";
import { type ChangeCounts, noChanges } from "#lib/core/catalogue/change-counts.ts";
import type { Db } from "#lib/db/client.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { doubtSightings } from "./doubt-sightings.ts";
import { indexThings } from "./index-things.ts";
import { lockCatalogue } from "./lock-catalogue.ts";
import { makeEqual } from "./make-equal.ts";
import { nounsInOrder, nounTables } from "./noun-tables.ts";
import { planFor } from "./plan-for.ts";
import { recountReach } from "./recount-reach.ts";
import { addProvenPairs, stagedTable, stageNoun } from "./stage-noun.ts";
import { noteTouched, readTouched } from "./touched.ts";

/** What a reading covers: the organisation, or one thing in it, whose id is its own (of a permission set: ARN or `ps-…`). */
export type Scope =
  | { kind: "everything" }
  | { kind: "account" | "permission-set" | "group" | "person"; id: string };

export type Reading = {
  /** Whose parts hold the rows. */
  crawlId: string;
  /** The run or refresh that saw what changed. */
  runId: string;
  now: Date;
  /** When the oldest of its rows was read. */
  since: Date;
  scope: Scope;
  /** Those that were read; the others are left alone. */
  nouns: readonly Noun[];
};

/**
 * Makes the stored catalogue equal a reading, and puts right what is counted and found beside it. Only rows that differ are written, each
 * with the reading's moment and run; what they said before goes to their past. A reading of one thing lets only rows of that thing vanish;
 * a reading of everything leaves alone what was refreshed since it began, because that is newer.
 * Readers see the old state until the transaction ends, and never wait; another reading waits for this one.
 * @param tx the open transaction
 * @returns how many rows of each noun were added, changed and removed
 */
export async function applyReading(tx: Db, reading: Reading): Promise<ChangeCounts> {
  await lockCatalogue(tx, reading);
  await planFor(tx, reading.scope.kind);
  await noteTouched(tx);
  await noteRefreshed(tx, reading);
  const changes: { -readonly [N in Noun]: ChangeCounts[N] } = { ...noChanges };
  for (const noun of nounsInOrder) {
    const isProven = noun === "provisioned" && reading.nouns.includes("assignments");
    if (!reading.nouns.includes(noun) && !isProven) continue;
    await stageNoun(tx, reading.crawlId, noun);
    if (noun === "provisioned") await addProvenPairs(tx, belongs("assignments", reading.scope));
    changes[noun] = await settle(tx, reading, noun);
  }
  const touched = reading.scope.kind === "everything" ? "everything" : await readTouched(tx);
  await recountReach(tx, touched);
  await indexThings(tx, touched);
  if (reading.scope.kind === "everything" && reading.nouns.includes("assignments"))
    await doubtSightings(tx, reading);
  await tx.$executeRaw`drop table touched, refreshed`;
  return changes;
}

async function settle(tx: Db, reading: Reading, noun: Noun) {
  const { table, key, columns, of } = nounTables[noun];
  const isEverything = reading.scope.kind === "everything";
  const truth = stagedTable(noun);
  const changes = await makeEqual(tx, {
    table,
    truth,
    key,
    columns: columns.map(({ name }) => name),
    mayVanish: mayVanish(noun, reading),
    isKept: isEverything ? wasRefreshed(noun) : Prisma.sql`false`,
    isNewer: isEverything ? wasWrittenMeanwhile(noun, reading.since) : wasLookedAt(noun, reading.since),
    touches: isEverything
      ? null
      : Prisma.sql`${noun}, ${Prisma.raw(
          [of.account, of.permissionSet, of.group, of.person, of.unit]
            .map((expression) => expression ?? "null")
            .join(", "),
        )}`,
  });
  await tx.$executeRaw`drop table ${Prisma.raw(truth)}`;
  return changes;
}

/** Whether a row `r` that was not read is gone. */
function mayVanish(noun: Noun, { nouns, scope }: Reading): Prisma.Sql {
  if (nouns.includes(noun)) return belongs(noun, scope);
  return noun === "provisioned" && scope.kind === "everything" ? lostItsEnds : Prisma.sql`false`;
}

/** Whether the pair `r` is of an account or a permission set that is gone: then it is gone as well, whether or not AWS tells the pairs. */
const lostItsEnds = Prisma.sql`
  not exists (select from account a where a.id = r.account_id)
  or not exists (select from permission_set s where s.arn = r.permission_set_arn)`;

/** Whether a row `r` belongs to what the reading covers. */
function belongs(noun: Noun, scope: Scope): Prisma.Sql {
  const { of } = nounTables[noun];
  const is = (expression: string | undefined) =>
    expression === undefined ? Prisma.sql`false` : Prisma.sql`${Prisma.raw(expression)} `;
  switch (scope.kind) {
    case "everything":
      return Prisma.sql`true`;
    case "account":
      return of.account ? Prisma.sql`${is(of.account)} = ${scope.id}` : Prisma.sql`false`;
    case "permission-set":
      return of.permissionSet
        ? Prisma.sql`${is(of.permissionSet)} in (select arn from permission_set_life where id = ${scope.id} or arn = ${scope.id})`
        : Prisma.sql`false`;
    case "group":
      return of.group ? Prisma.sql`${is(of.group)} = ${scope.id}` : Prisma.sql`false`;
    case "person":
      return of.person ? Prisma.sql`${is(of.person)} = ${scope.id}` : Prisma.sql`false`;
  }
}

/** Puts down what was refreshed since the reading began, a permission set by its ARN, and by whose ids (`run`). */
async function noteRefreshed(tx: Db, { since }: Reading): Promise<void> {
  await tx.$executeRaw`
    create temporary table refreshed on commit drop as
    select distinct f.kind::text as kind, coalesce(s.arn, f.target_id) as id
    from refresh f
    left join permission_set_life s on f.kind = 'permission-set' and s.id = f.target_id
    where f.state = 'done' and f.started_at >= ${since}
    union all
    select 'run', f.id::text from refresh f where f.state = 'done' and f.started_at >= ${since}`;
  await tx.$executeRaw`analyze refreshed`;
}

/**
 * Whether a row `r` was written since the reading began by what is newer than it: a refresh, which also brings what the refreshed thing
 * names and nobody knew, a new group for instance; or a look at one person's status, which is no run's.
 */
function wasWrittenMeanwhile(noun: Noun, since: Date): Prisma.Sql {
  if (noun === "organisations") return Prisma.sql`false`;
  const byRefresh = Prisma.sql`coalesce(r.from_run_id::text in (select id from refreshed where kind = 'run'), false)`;
  return Prisma.sql`${byRefresh} or ${wasLookedAt(noun, since)}`;
}

/** Whether a row `r` is a person's whose status was looked at since the reading began. */
function wasLookedAt(noun: Noun, since: Date): Prisma.Sql {
  return noun === "people"
    ? Prisma.sql`(r.valid_from > ${since} and r.from_run_id is null)`
    : Prisma.sql`false`;
}

/** Whether a row `r` belongs to something that was refreshed since the reading began. */
function wasRefreshed(noun: Noun): Prisma.Sql {
  const { of } = nounTables[noun];
  const kinds = [
    ["account", of.account],
    ["permission-set", of.permissionSet],
    ["group", of.group],
    ["person", of.person],
  ] as const;
  const conditions = kinds.flatMap(([kind, expression]) =>
    expression === undefined
      ? []
      : [
          Prisma.sql`coalesce(${Prisma.raw(expression)} in (select id from refreshed where kind = ${kind}), false)`,
        ],
  );
  return conditions.length === 0 ? Prisma.sql`false` : Prisma.join(conditions, " or ");
}
