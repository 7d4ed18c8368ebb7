import { z } from "zod";
import { noProgress, type SyncProgress } from "#lib/core/catalogue/sync-progress.ts";

const change = z.object({ added: z.number(), changed: z.number(), vanished: z.number() });

function byNoun<Value extends z.ZodType>(value: Value) {
  return z.object({
    organisations: value,
    units: value,
    accounts: value,
    permissionSets: value,
    groups: value,
    people: value,
    memberships: value,
    provisioned: value,
    assignments: value,
  });
}

const shape = z.object({
  reading: z.string().nullable(),
  steps: z.array(z.object({ what: z.string(), done: z.number(), of: z.number().nullable() })).default([]),
  secondsLeft: z.number().nullable().default(null),
  partsKept: z.number().default(0),
  rows: z.number(),
  calls: z.record(z.string(), z.number()),
  notes: z.array(z.string()),
  counts: byNoun(z.number()).nullable(),
  changes: byNoun(change).nullable(),
});

/** A run's progress out of its column. One written by another release reads as no progress rather than failing a page. */
export function parseProgress(column: unknown): SyncProgress {
  const parsed = shape.safeParse(column);
  return parsed.success ? parsed.data : noProgress;
}
