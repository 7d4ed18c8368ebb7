import { randomUUID } from "node:crypto";

const shape = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export const CORRELATION_HEADER = "x-correlation-id";

/** The id that ties a request's log lines, audit rows and error page together: the one it was given, or a new one. */
export function correlationIdOf(headers: Headers): string {
  const given = headers.get(CORRELATION_HEADER);
  return given && shape.test(given) ? given : randomUUID();
}
