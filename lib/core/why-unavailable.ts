import { explain } from "./refusal.ts";
import type { OfferedAccount } from "./shown-access.ts";

/** Why an account that a rule offers cannot be asked for, in one sentence; null when it can. */
export function whyUnavailable({ name, unavailable }: OfferedAccount): string | null {
  if (unavailable === null) return null;
  return explain(
    unavailable === "management-account"
      ? { code: "management-account" }
      : { code: "account-not-active", accountName: name },
  );
}
