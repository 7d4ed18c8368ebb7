/** The organisation as Gatehouse reads it from AWS Organizations, IAM Identity Center and its identity store. */

export type AccountState =
  | "PENDING_ACTIVATION"
  | "ACTIVE"
  | "SUSPENDED"
  | "PENDING_CLOSURE"
  | "CLOSED"
  | "UNKNOWN";

export type Tags = Readonly<Record<string, string>>;

export type Organisation = {
  id: string;
  managementAccountId: string;
  rootId: string;
};

export type OrganisationalUnit = {
  id: string;
  name: string;
  /** Null for a child of the root's own row, the root itself. */
  parentId: string | null;
};

export type Account = {
  id: string;
  name: string;
  email: string;
  state: AccountState;
  /** The OU or root that holds it. */
  parentId: string;
  joinedAt: Date | null;
  tags: Tags;
};

export type ManagedPolicy =
  | { kind: "aws"; arn: string; name: string }
  | { kind: "customer"; name: string; path: string };

export type PermissionSet = {
  arn: string;
  name: string;
  description: string;
  sessionMinutes: number;
  relayState: string | null;
  createdAt: Date | null;
  managedPolicies: readonly ManagedPolicy[];
  /** The policy document as AWS holds it: JSON text, not parsed here. Null when there is none. */
  inlinePolicy: string | null;
  permissionsBoundary: ManagedPolicy | null;
  tags: Tags;
};

export type Group = {
  id: string;
  displayName: string;
  description: string;
  externalIds: readonly ExternalId[];
};

export type ExternalId = { issuer: string; id: string };

export type PersonStatus = "ENABLED" | "DISABLED" | "UNKNOWN";

export type Person = {
  id: string;
  userName: string;
  displayName: string;
  givenName: string;
  familyName: string;
  /** The primary address, or null when the identity store has none. */
  email: string | null;
  /** All addresses, the primary one first. */
  emails: readonly string[];
  title: string | null;
  status: PersonStatus;
  externalIds: readonly ExternalId[];
  /** Their manager as the identity provider writes it: an id of the directory or of the provider, a user name, or a mail address. */
  manager: string | null;
};

export type Membership = { groupId: string; personId: string };

export type ProvisionedPermissionSet = { accountId: string; permissionSetArn: string };

export type PrincipalKind = "user" | "group";

export type Assignment = {
  accountId: string;
  permissionSetArn: string;
  principalKind: PrincipalKind;
  principalId: string;
};
