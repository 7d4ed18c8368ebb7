import { createHash } from "node:crypto";
import type { KeptAnswer } from "#lib/core/api/once.ts";
import { explain, type Refusal } from "#lib/core/refusal.ts";
import { headers, PROBLEM, problemResponse, problemText, retryAfter, statusOf } from "./problem-response.ts";

/** The answer to a change: as it came out, or as it was answered before to the same call. */
export function answered({ status, text }: KeptAnswer, isReplay = false): Response {
  return new Response(text, {
    status,
    headers: {
      ...headers,
      "content-type": status < 400 ? "application/json" : PROBLEM,
      ...(isReplay && { "idempotent-replay": "true" }),
    },
  });
}

/** What was read, with a tag of its content; or word that it is still what the program knows. */
export function answeredRead(request: Request, { status, text }: KeptAnswer): Response {
  const etag = etagOf(text);
  if (isKnown(request, text)) return new Response(null, { status: 304, headers: { ...headers, etag } });
  return new Response(text, {
    status,
    headers: { ...headers, "content-type": "application/json", etag },
  });
}

function etagOf(text: string): string {
  return `"${createHash("sha256").update(text).digest("base64url").slice(0, 22)}"`;
}

/** Whether the program says that it has this already; a proxy that compresses may have made a weak tag of ours. */
export function isKnown(request: Request, text: string): boolean {
  const known = request.headers.get("if-none-match")?.split(",") ?? [];
  const tags = known.map((tag) => tag.trim().replace(/^W\//, ""));
  return tags.includes(etagOf(text)) || tags.includes("*");
}

/** A refusal as a problem, and when to try again what is refused for a moment only. */
export function refusedAs(refusal: Refusal): Response {
  const after = retryAfter(refusal);
  return problemResponse(statusOf(refusal), refusal.code, explain(refusal), {
    more: after === null ? {} : { "retry-after": after },
  });
}

/** A refusal as it is kept, to be answered again. */
export function keptRefusal(refusal: Refusal): KeptAnswer {
  const status = statusOf(refusal);
  return { status, text: problemText(status, refusal.code, explain(refusal)) };
}
