import { z } from "zod";
import { field } from "#app/(console)/search-params.ts";
import { offsetAt } from "#components/access/offset-at.ts";

const day = field.pipe(z.iso.date().optional().catch(undefined));
const eventId = field.pipe(
  z
    .string()
    .regex(/^\d{1,18}$/)
    .optional()
    .catch(undefined),
);
const requestNumber = field.pipe(
  z
    .string()
    .regex(/^(R-)?\d{1,9}$/i)
    .optional()
    .catch(undefined),
);

const fields = z.object({
  action: field,
  actor: field,
  person: field,
  account: field,
  request: requestNumber,
  from: day,
  to: day,
  after: eventId,
  before: eventId,
});

const DAY_MS = 24 * 3_600_000;

/** The first instant of a day in a zone. */
function beginOf(date: string, zone: string): Date {
  const utc = new Date(`${date}T00:00:00Z`);
  const guess = new Date(utc.getTime() - offsetAt(utc, zone));
  // The offset may change between the two; the one that holds at the day's own beginning counts.
  return new Date(utc.getTime() - offsetAt(guess, zone));
}

/** The filters of the audit's address: as they are written there, and as the query takes them. Days are the reader's own. */
export function readAuditAddress(params: Record<string, string | string[] | undefined>, zone: string) {
  const { after, before, ...written } = fields.parse(params);
  const { action, actor, person, account, request, from, to } = written;
  return {
    written,
    place: { after, before },
    filters: {
      action,
      actor,
      person,
      account,
      request: request === undefined ? undefined : Number(request.replace(/^R-/i, "")),
      from: from === undefined ? undefined : beginOf(from, zone),
      to: to === undefined ? undefined : beginOf(nextDay(to), zone),
    },
  };
}

function nextDay(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + DAY_MS).toISOString().slice(0, 10);
}
