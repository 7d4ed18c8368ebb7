import { z } from "zod";
import type { EndReason } from "#lib/core/grant.ts";

const reasons = [
  "end-reached",
  "ended-by-holder",
  "ended-by-administrator",
  "continued",
  "preexisting",
  "removed-outside",
  "create-failed",
  "handed-over",
  "person-gone",
  "orphaned",
  "no-recorded-decision",
  "extended-over",
  "person-not-enabled",
  "account-not-active",
  "set-changed",
  "content-changed",
  "set-gone",
  "rule-gone",
] as const satisfies readonly EndReason[];

const stored = z.enum(reasons);

/**
 * The reason as it stands in a row.
 * @throws when the column holds something that was never written here
 */
export function endReasonOf(column: string | null): EndReason {
  return stored.parse(column);
}
