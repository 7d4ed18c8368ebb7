import { z } from "zod";
import type { Person, PersonStatus } from "#lib/core/catalogue.ts";
import { externalIds } from "./external-ids.ts";

/** A user as the identity store lists and describes it. */
export const listedUser = z.object({
  UserId: z.string(),
  UserName: z.string().optional(),
  DisplayName: z.string().optional(),
  Name: z.object({ GivenName: z.string().optional(), FamilyName: z.string().optional() }).default({}),
  Emails: z.array(z.object({ Value: z.string().optional(), Primary: z.boolean().optional() })).default([]),
  Title: z.string().optional(),
  UserStatus: z.string().optional(),
  ExternalIds: externalIds,
});

export type ListedUser = z.infer<typeof listedUser>;

export function toPerson(user: ListedUser): Person {
  const { GivenName = "", FamilyName = "" } = user.Name;
  const userName = user.UserName ?? user.UserId;
  return {
    id: user.UserId,
    userName,
    displayName: user.DisplayName || `${GivenName} ${FamilyName}`.trim() || userName,
    givenName: GivenName,
    familyName: FamilyName,
    email: primaryEmail(user),
    title: user.Title ?? null,
    status: personStatusOf(user),
    externalIds: user.ExternalIds,
  };
}

/** A status that AWS leaves out or did not use before is UNKNOWN: nobody is taken for enabled by default. */
function personStatusOf({ UserStatus }: Pick<ListedUser, "UserStatus">): PersonStatus {
  return UserStatus === "ENABLED" || UserStatus === "DISABLED" ? UserStatus : "UNKNOWN";
}

function primaryEmail({ Emails }: Pick<ListedUser, "Emails">): string | null {
  return (Emails.find((email) => email.Primary) ?? Emails[0])?.Value ?? null;
}
