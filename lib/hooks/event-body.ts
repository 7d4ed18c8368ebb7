import type { ToldEvent } from "#lib/core/hooks/told-event.ts";

/** The version of the format. Within one, fields and types are only ever added. */
const VERSION = 1;

/** An event as JSON, for a receiver that reads it. */
export function eventBody({ id, type, sequence, occurredAt, content }: ToldEvent): string {
  return JSON.stringify({
    version: VERSION,
    id,
    type,
    sequence,
    occurredAt: occurredAt.toISOString(),
    data: content,
  });
}
