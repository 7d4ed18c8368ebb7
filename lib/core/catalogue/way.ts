import type { PersonStatus, PrincipalKind } from "#lib/core/catalogue.ts";

/** The states in which a grant explains an assignment that stands. */
export type ExplainingState = "granting" | "active" | "revoking" | "revoke-blocked" | "contested";

/** The grant that explains an assignment. */
export type ExplainingGrant = {
  id: string;
  state: ExplainingState;
  endsAt: Date;
  /** Open sessions may live until then: the end and the permission set's session length. */
  sessionsMayLiveUntil: Date;
  requestId: string;
  requestNumber: number;
  ticket: string | null;
};

/** One assignment as a way into an account. */
export type Way = {
  accountId: string;
  /** Null when AWS lists the assignment, but not the account. */
  accountName: string | null;
  permissionSetArn: string;
  permissionSetName: string | null;
  principalKind: PrincipalKind;
  principalId: string;
  /** Null when the person or group is gone from the identity store: the assignment is an orphan. */
  principalName: string | null;
  /** Of a person that still exists. */
  personStatus: PersonStatus | null;
  /** People whom the way lets in: the person, or the group's members, as far as they are not disabled. */
  people: number;
  /** Disabled ones among them, whom AWS does not let in now. */
  disabled: number;
  /** When Gatehouse first saw it. */
  since: Date;
  /** Null for standing access. */
  grant: ExplainingGrant | null;
};

/** As many ways as one page draws, and how many there are. */
export type Ways = { ways: readonly Way[]; total: number };

/** Somebody who reaches an account, with every way they have in that was asked for. */
export type PersonReaching = {
  id: string;
  name: string;
  userName: string;
  status: PersonStatus;
  by: readonly PersonalWay[];
};

/** One way by which one person reaches an account. */
export type PersonalWay = {
  permissionSetArn: string;
  permissionSetName: string | null;
  /** Null when the assignment is the person's own. */
  groupId: string | null;
  groupName: string | null;
  /** When Gatehouse first saw the assignment. */
  since: Date;
  /** Null for standing access. */
  endsAt: Date | null;
  requestId: string | null;
};

/** How many people reach an account, and how. People who are disabled do not count. */
export type AccountReach = {
  people: number;
  /** By standing access, and those of them by a permission set like an administrator's. */
  standing: number;
  administrators: number;
  /** By a grant. */
  temporary: number;
  /** Assignments there are: paths. */
  paths: number;
  /** Assignments whose person or group is gone. */
  orphans: number;
  /** The first end of a grant that is still to come. */
  nextEnd: Date | null;
  /** Grants that still stand though their end has passed. */
  overdue: number;
};

/** Flows of one kind into an account: a group, a person by a grant, or people whose assignments are their own, by one permission set. */
export type WayFlow = {
  permissionSetArn: string;
  permissionSetName: string | null;
  principalKind: PrincipalKind;
  /** Null when several people's own assignments are drawn as one. */
  principalId: string | null;
  principalName: string | null;
  /** Assignments that it stands for. */
  paths: number;
  people: number;
  endsAt: Date | null;
};

/** An account, with the ways into it that were asked for. */
export type AccountReached = {
  id: string;
  /** Null when AWS lists the assignment, but not the account. */
  name: string | null;
  /** As many as one row shows. */
  ways: readonly Way[];
  paths: number;
};

/** A permission set by one principal, in as many accounts as it is given. */
export type RoleGiven = {
  principalKind: PrincipalKind;
  principalId: string;
  principalName: string | null;
  personStatus: PersonStatus | null;
  /** People whom it lets in, as in a way. */
  people: number;
  disabled: number;
  permissionSetArn: string;
  permissionSetName: string | null;
  accounts: number;
  /** One of the accounts: the only one, when there is one. */
  accountId: string;
  accountName: string | null;
  /** When Gatehouse first saw one of them. */
  since: Date;
  /** The first end of those that a grant explains; null for standing access. */
  endsAt: Date | null;
};
