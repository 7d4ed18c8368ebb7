import { z } from "zod";
import { parseLocalMoment } from "#app/(console)/local-moment.ts";
import { choice, field, placeFields } from "#app/(console)/search-params.ts";
import { changeKinds, changeNouns } from "#lib/core/catalogue/change.ts";

export const spans = ["day", "week", "month", "ever"] as const;
export type Span = (typeof spans)[number];

const DAYS = { day: 1, week: 7, month: 30 } as const;
const DAY_MS = 86_400_000;

const uuid = field.pipe(z.uuid().optional().catch(undefined));
/** What the address may hold besides the place of a page. */
const changesFields = z.object({
  last: choice(spans),
  from: field,
  to: field,
  noun: choice(changeNouns),
  kind: choice(changeKinds),
  drift: choice(["1"]),
  account: field,
  set: field,
  person: field,
  group: field,
  run: uuid,
});

const momentField = field.pipe(
  z
    .string()
    .refine((written) => parseLocalMoment(written, "UTC") !== null)
    .optional(),
);

/** The same for who takes all of them at once: what is no moment must not widen it. */
export const demandedFields = changesFields.extend({ from: momentField, to: momentField });

const fields = changesFields.extend({ ...placeFields, asOf: field });

/**
 * The filters of the changes' address: as they are written there, and as the query takes them. Moments are the reader's own.
 * Without any moment and without a run it is the last week.
 */
export function readChangesAddress(
  params: Record<string, string | string[] | undefined>,
  { now, zone }: { now: Date; zone: string },
) {
  const { after, before, asOf, last, from, to, ...rest } = fields.parse(params);
  const moments = {
    from: from === undefined ? undefined : (parseLocalMoment(from, zone) ?? undefined),
    to: to === undefined ? undefined : (parseLocalMoment(to, zone) ?? undefined),
  };
  const isOpen = moments.from === undefined && moments.to === undefined && rest.run === undefined;
  const span: Span | undefined = isOpen ? (last ?? "week") : undefined;
  const since =
    span === undefined || span === "ever" ? undefined : new Date(now.getTime() - DAYS[span] * DAY_MS);
  const { noun, kind, drift, account, set, person, group, run } = rest;
  return {
    written: {
      ...rest,
      last: span === "week" ? undefined : span,
      from: moments.from && from,
      to: moments.to && to,
    },
    span,
    /** A moment to count the organisation at. */
    asOf,
    /** Written as a moment, but none. */
    misread: [from, to].filter((text) => text !== undefined && parseLocalMoment(text, zone) === null),
    filters: {
      from: moments.from ?? since,
      to: moments.to,
      noun,
      kind,
      driftOnly: drift === "1",
      account,
      permissionSet: set,
      person,
      group,
      run,
      after,
      before,
    },
  };
}
