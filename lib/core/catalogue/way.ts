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

/** Somebody who reaches an account, with every way they have in. */
export type PersonReaching = {
  id: string;
  name: string;
  status: PersonStatus;
  by: readonly {
    permissionSetArn: string;
    permissionSetName: string | null;
    /** Null when the assignment is the person's own. */
    groupId: string | null;
    groupName: string | null;
    /** Null for standing access. */
    endsAt: Date | null;
  }[];
};
