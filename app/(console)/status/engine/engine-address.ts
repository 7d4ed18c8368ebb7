import { z } from "zod";
import { field, type SearchParams } from "#app/(console)/search-params.ts";
import type { Place } from "#lib/queries/access/page-of.ts";

const id = field.pipe(z.uuid().optional().catch(undefined));

const shape = z.object({ after: id, before: id, waitsAfter: id, waitsBefore: id });

/** Where the lists of the engine's page begin, as its address says it. */
export async function readEngineAddress(
  searchParams: SearchParams,
): Promise<{ stuck: Place; waiting: Place }> {
  const { after, before, waitsAfter, waitsBefore } = shape.parse(await searchParams);
  return { stuck: { after, before }, waiting: { after: waitsAfter, before: waitsBefore } };
}
