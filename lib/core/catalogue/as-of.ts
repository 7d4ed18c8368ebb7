import type { AccountState, ManagedPolicy, PersonStatus, Tags } from "#lib/core/catalogue.ts";
import type { NamedThing } from "./change.ts";
import type { Way } from "./way.ts";

/** Whether the organisation is known as it was at a moment. */
export type KnownAsOf =
  /** `read` is the last run that had been complete by then; null when its record is gone. */
  | { is: "known"; at: Date; read: { runId: string; startedAt: Date; finishedAt: Date } | null }
  | { is: "future"; at: Date }
  /** `firstReadAt` is null while AWS has never been read. */
  | { is: "too-early"; at: Date; firstReadAt: Date | null };

/** How many ways one page tells. What was does not change any more, so a page may begin at a number. */
export const WAYS_ON_A_PAGE = 50;

/** As many ways as one page tells, how many lie before them, and how many there were. */
export type Ways = { ways: readonly Way[]; skipped: number; total: number };

/** How many people who were not disabled a scope let in: in all, by a standing way, by a grant. */
export type Reach = { people: number; standing: number; temporary: number };

export type AccountAsOf = {
  name: string;
  email: string;
  state: AccountState;
  tags: Tags;
  /** The units that held it, from the root down. */
  units: readonly NamedThing[];
  reach: Reach;
  ways: Ways;
  permissionSets: readonly NamedThing[];
};

export type PermissionSetAsOf = {
  name: string;
  description: string;
  sessionMinutes: number;
  relayState: string | null;
  managedPolicies: readonly ManagedPolicy[];
  inlinePolicy: string | null;
  permissionsBoundary: ManagedPolicy | null;
  tags: Tags;
  fingerprint: string;
  /** Since when it has allowed this, as far as it was read. */
  since: Date;
  /** The first of them by name. */
  accounts: readonly NamedThing[];
  accountCount: number;
  ways: Ways;
};

export type PersonAsOf = {
  name: string;
  userName: string;
  email: string | null;
  title: string | null;
  status: PersonStatus;
  groups: readonly (NamedThing & { since: Date })[];
  ways: Ways;
};

export type GroupAsOf = {
  name: string;
  description: string;
  /** The first of them by name. */
  members: readonly { id: string; name: string | null; status: PersonStatus | null; since: Date }[];
  memberCount: number;
  ways: Ways;
};

/** What there was at a moment, and what there is now. */
export type CountsAsOf = readonly {
  noun: "account" | "permission-set" | "group" | "person" | "assignment";
  then: number;
  now: number;
}[];
