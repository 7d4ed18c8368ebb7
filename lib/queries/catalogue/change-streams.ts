import { type ChangeKind, type ChangeNoun, changeNouns } from "#lib/core/catalogue/change.ts";
import { Prisma } from "#lib/db/generated/client.ts";
import { type ChangeSource, type ChangesAbout, isAbout, sourceOf } from "./change-sources.ts";
import { originOf } from "./drift.ts";

/** Where a page of changes begins: the moment, the stream and the key of a change. */
export type ChangePlace = { at: Date; stream: number; key: string };

export type StreamFilters = ChangesAbout & {
  /** After the first read, which is told by itself. */
  firstReadAt: Date;
  from: Date | undefined;
  /** Exclusive. */
  to: Date | undefined;
  noun: ChangeNoun | undefined;
  kind: ChangeKind | undefined;
  driftOnly: boolean;
  run: string | undefined;
};

/** A change as a page finds it, before anything about it has been looked up. */
export type FoundChange = ChangePlace & { runId: string | null };

const sql = Prisma.sql;

/** The changes of one noun that begin a version, or that end the last one. */
export type ChangeStream = {
  noun: ChangeNoun;
  source: ChangeSource;
  /** Its place among the changes of one moment. */
  number: number;
  moment: "begun" | "vanished";
  at: Prisma.Sql;
  table: Prisma.Sql;
  where: Prisma.Sql;
  origin: Prisma.Sql;
};

const mayDrift: readonly ChangeNoun[] = ["assignment", "permission-set"];

/** A change that was found, taken apart: its key names what it is about. */
export type KnownChange = FoundChange & {
  noun: ChangeNoun;
  moment: "begun" | "vanished";
  parts: readonly string[];
};

/** The noun of a stream by its number, and whether its changes begin or end a version. */
export function streamNumbered(number: number): Pick<ChangeStream, "noun" | "moment"> | null {
  const noun = changeNouns[Math.floor(number / 2)];
  return noun === undefined ? null : { noun, moment: number % 2 === 0 ? "begun" : "vanished" };
}

/** The streams whose union is what the filters leave, none of them sorted. */
export function changeStreams(filters: StreamFilters): readonly ChangeStream[] {
  return changeNouns.flatMap((noun, index) => {
    if (filters.noun !== undefined && filters.noun !== noun) return [];
    if (filters.driftOnly && !mayDrift.includes(noun)) return [];
    const source = sourceOf(noun);
    const about = isAbout(source, filters);
    if (about === null) return [];
    return (["begun", "vanished"] as const).flatMap((moment, second) => {
      const kept = ofKind(source, moment, filters.kind);
      if (kept === null) return [];
      const begun = moment === "begun";
      const at = begun ? sql`v.valid_from` : sql`v.valid_to`;
      const origin = originOf(noun, moment);
      const conditions = [
        sql`${at} > ${filters.firstReadAt}`,
        about,
        kept,
        ...(filters.from ? [sql`${at} >= ${filters.from}`] : []),
        ...(filters.to ? [sql`${at} < ${filters.to}`] : []),
        ...(filters.run
          ? [sql`${begun ? sql`v.from_run_id` : sql`v.to_run_id`} = ${filters.run}::uuid`]
          : []),
        ...(filters.driftOnly ? [sql`${origin} = 'drift'`] : []),
      ];
      const table = begun ? source.life : source.past;
      return [
        {
          noun,
          source,
          moment,
          at,
          table,
          origin,
          number: 2 * index + second,
          where: Prisma.join(conditions, " and "),
        },
      ];
    });
  });
}

/** The condition that leaves one kind of change in a stream; null when the stream has none of it. */
function ofKind(
  { sameThing, past, life }: ChangeSource,
  moment: "begun" | "vanished",
  kind: ChangeKind | undefined,
): Prisma.Sql | null {
  if (moment === "vanished") {
    if (kind !== undefined && kind !== "vanished") return null;
    return sameThing
      ? sql`not exists (select from ${life} w where ${sameThing} and w.valid_from = v.valid_to)`
      : sql`true`;
  }
  if (kind === "vanished" || (kind === "changed" && sameThing === null)) return null;
  if (kind === undefined || sameThing === null) return sql`true`;
  const followsAnother = sql`exists (select from ${past} w where ${sameThing} and w.valid_to = v.valid_from)`;
  return kind === "changed" ? followsAnother : sql`not ${followsAnother}`;
}

/** The condition that leaves of a stream what lies beyond a place, and the order that a page of it is read in. */
export function beyond(
  { at, number, source }: ChangeStream,
  place: ChangePlace | undefined,
  backwards: boolean,
): { where: Prisma.Sql; order: Prisma.Sql } {
  const key = sql`${source.key} collate "C"`;
  const order = backwards ? sql`${at} asc, ${key} desc` : sql`${at} desc, ${key} asc`;
  if (place === undefined) return { where: sql`true`, order };
  const outside = backwards ? sql`${at} > ${place.at}` : sql`${at} < ${place.at}`;
  const atPlace = backwards ? sql`${at} >= ${place.at}` : sql`${at} <= ${place.at}`;
  if (number !== place.stream)
    return { where: number > place.stream === backwards ? outside : atPlace, order };
  const furtherKey = backwards ? sql`${key} < ${place.key}` : sql`${key} > ${place.key}`;
  return { where: sql`${atPlace} and (${outside} or ${furtherKey})`, order };
}
