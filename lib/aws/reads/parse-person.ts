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
  Extensions: z.record(z.string(), z.unknown()).default({}),
});

export type ListedUser = z.infer<typeof listedUser>;

/** A listed user of the identity store as a person of the catalogue. */
export function toPerson(user: ListedUser): Person {
  const { GivenName = "", FamilyName = "" } = user.Name;
  const userName = user.UserName ?? user.UserId;
  const emails = emailsOf(user);
  return {
    id: user.UserId,
    userName,
    displayName: user.DisplayName || `${GivenName} ${FamilyName}`.trim() || userName,
    givenName: GivenName,
    familyName: FamilyName,
    email: emails[0] ?? null,
    emails,
    title: user.Title ?? null,
    status: personStatusOf(user),
    externalIds: user.ExternalIds,
    manager: managerOf(user),
  };
}

/**
 * What the directory holds of a person's job, as SCIM's enterprise extension has it. AWS leaves it out unless it is asked for.
 * @see https://docs.aws.amazon.com/singlesignon/latest/IdentityStoreAPIReference/API_ListUsers.html
 */
export const ENTERPRISE = "aws:identitystore:enterprise";

const enterprise = z.object({
  manager: z.union([
    z.string().min(1),
    z.object({ value: z.string().min(1) }).transform(({ value }) => value),
  ]),
});

/** Whatever else stands there: a form that is not known names nobody. */
function managerOf({ Extensions }: Pick<ListedUser, "Extensions">): string | null {
  const parsed = enterprise.safeParse(Extensions[ENTERPRISE]);
  return parsed.success ? parsed.data.manager : null;
}

/** A status that AWS leaves out or did not use before is UNKNOWN: nobody is taken for enabled by default. */
function personStatusOf({ UserStatus }: Pick<ListedUser, "UserStatus">): PersonStatus {
  return UserStatus === "ENABLED" || UserStatus === "DISABLED" ? UserStatus : "UNKNOWN";
}

/** Each address once, the primary one first. */
function emailsOf({ Emails }: Pick<ListedUser, "Emails">): readonly string[] {
  const primaryFirst = Emails.toSorted((a, b) => Number(b.Primary === true) - Number(a.Primary === true));
  return [...new Set(primaryFirst.flatMap(({ Value }) => (Value ? [Value] : [])))];
}
