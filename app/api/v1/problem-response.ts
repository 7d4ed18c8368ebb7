import { type Problem, type ProblemStatus, problem } from "#lib/core/api/problem.ts";
import type { Refusal } from "#lib/core/refusal.ts";

/** Answers of the API are for whoever shows the token, and kept nowhere. */
export const headers = { "cache-control": "private, no-store" } as const;

export const PROBLEM = "application/problem+json";

/** What a problem is answered as, so that it can be kept and answered again. */
export function problemText(...about: Parameters<typeof problem>): string {
  return JSON.stringify(problem(...about));
}

type More = Pick<Problem, "errors" | "correlationId"> & {
  /** Headers. */
  more?: Record<string, string>;
};

/** An answer of RFC 9457: what went wrong, by its code and in a sentence. */
export function problemResponse(
  status: ProblemStatus,
  code: string,
  detail: string,
  { more = {}, ...members }: More = {},
): Response {
  return new Response(problemText(status, code, detail, members), {
    status,
    headers: { ...headers, "content-type": PROBLEM, ...more },
  });
}

const statuses: Partial<Record<Refusal["code"], ProblemStatus>> = {
  unknown: 404,
  "not-offered": 404,
  "not-allowed": 403,
  busy: 503,
  "too-often": 429,
  "key-in-use": 409,
  "already-asked": 409,
  "already-settled": 409,
  "already-over": 409,
};

/** The status of a refusal: 422 unless it says something that HTTP has a word for. */
export function statusOf({ code }: Refusal): ProblemStatus {
  return statuses[code] ?? 422;
}

/** What is refused for a moment only, and after how many seconds it is worth another try. */
const passing: Partial<Record<Refusal["code"], string>> = {
  busy: "1",
  "key-in-use": "1",
  "too-often": "600",
};

/** When to try again what is refused for a moment, in seconds; null for what stays refused. */
export function retryAfter({ code }: Refusal): string | null {
  return passing[code] ?? null;
}
