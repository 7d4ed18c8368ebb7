import { z } from "zod";
import type { Account, AccountState } from "#lib/core/catalogue.ts";

const states = ["PENDING_ACTIVATION", "ACTIVE", "SUSPENDED", "PENDING_CLOSURE", "CLOSED"] as const;

/** An account as Organizations lists it; `State` replaced `Status`, which older endpoints still send alone. */
export const listedAccount = z.object({
  Id: z.string(),
  Name: z.string().optional(),
  Email: z.string().optional(),
  State: z.string().optional(),
  Status: z.string().optional(),
  Paths: z.array(z.string()).optional(),
  JoinedTimestamp: z.date().optional(),
});

export type ListedAccount = z.infer<typeof listedAccount>;

/** The account's state; a word that AWS did not use before is UNKNOWN and not an error. */
export function accountStateOf(account: Pick<ListedAccount, "State" | "Status">): AccountState {
  const word = account.State ?? account.Status;
  return states.find((state) => state === word) ?? "UNKNOWN";
}

/** The OU or root that holds the account, from its path "o-…/r-…/ou-…/account/", or null without a path. */
export function parentIdOf(account: Pick<ListedAccount, "Id" | "Paths">): string | null {
  const steps = (account.Paths?.[0] ?? "").split("/").filter((step) => step !== "");
  const last = steps.at(-1) === account.Id ? steps.at(-2) : steps.at(-1);
  return last?.startsWith("ou-") || last?.startsWith("r-") ? last : null;
}

/** As AWS lists and describes it; tags are listed account by account. */
export type AccountWithoutTags = Omit<Account, "tags">;

/** A listed account as the catalogue has it, below the unit or root that it was found in. */
export function toAccount(account: ListedAccount, parentId: string): AccountWithoutTags {
  return {
    id: account.Id,
    name: account.Name ?? account.Id,
    email: account.Email ?? "",
    state: accountStateOf(account),
    parentId,
    joinedAt: account.JoinedTimestamp ?? null,
  };
}
