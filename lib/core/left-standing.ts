import type { EndReason } from "./grant.ts";

/** A grant that ended while the assignment stayed in AWS, or may have: its absence was not seen. */
export type LeftStanding = "preexisting" | "continued" | "handed-over" | "orphaned";

/** How the assignment was left standing when its grant ended; null when it is gone, or never came about. */
export function leftStanding(reason: EndReason): LeftStanding | null {
  switch (reason) {
    case "preexisting":
    case "continued":
    case "handed-over":
    case "orphaned":
      return reason;
    case "end-reached":
    case "ended-by-holder":
    case "ended-by-administrator":
    case "removed-outside":
    case "create-failed":
    case "no-recorded-decision":
    case "extended-over":
    case "person-gone":
    case "person-not-enabled":
    case "account-not-active":
    case "set-changed":
    case "content-changed":
    case "set-gone":
    case "rule-gone":
      return null;
  }
}
