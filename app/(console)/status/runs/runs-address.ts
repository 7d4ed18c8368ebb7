import { z } from "zod";
import { choice, field, type SearchParams } from "#app/(console)/search-params.ts";
import { syncDepths, syncStates } from "#lib/core/catalogue/sync-run.ts";

const runId = field.pipe(z.uuid().optional().catch(undefined));

const shape = z.object({
  state: choice(syncStates),
  depth: choice(syncDepths),
  by: field,
  after: runId,
  before: runId,
});

export type RunsAddress = z.infer<typeof shape>;

/** The filters and the place of the list of reads, as the address says them. */
export async function readRunsAddress(searchParams: SearchParams): Promise<RunsAddress> {
  return shape.parse(await searchParams);
}
