import type { AccountState } from "@aws-sdk/client-organizations";
import { z } from "zod";

const instant = z.iso.datetime();
const tags = z.record(z.string(), z.string());
const externalIds = z.array(z.object({ issuer: z.string(), id: z.string() }));
const customerPolicy = z.object({ name: z.string(), path: z.string() });

const unit = z.object({
  id: z.string(),
  name: z.string(),
  parentId: z.string(),
  /** A second unit that lists it too, which AWS never does: it may stand below this one. */
  alsoUnder: z.string().optional(),
  tags: tags.optional(),
});

/** AWS adds states over the years: one that today's SDK does not name is passed on as it is. */
export const accountState = z.custom<AccountState>((value) => typeof value === "string");

const account = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  parentId: z.string(),
  state: accountState,
  joinedAt: instant,
  joinedMethod: z.enum(["CREATED", "INVITED"]),
  tags,
});

const permissionSet = z.object({
  arn: z.string(),
  name: z.string(),
  description: z.string().optional(),
  createdAt: instant,
  sessionDuration: z.string(),
  relayState: z.string().optional(),
  managedPolicyArns: z.array(z.string()),
  customerPolicies: z.array(customerPolicy),
  inlinePolicy: z.string().optional(),
  /** Accounts in which a former version of the set is provisioned. */
  outdatedIn: z.array(z.string()).optional(),
  boundary: z.union([z.object({ managedPolicyArn: z.string() }), z.object({ customerPolicy })]).optional(),
  tags,
});

const group = z.object({
  id: z.string(),
  displayName: z.string(),
  description: z.string().optional(),
  externalIds,
});

const user = z.object({
  id: z.string(),
  userName: z.string(),
  displayName: z.string(),
  givenName: z.string(),
  familyName: z.string(),
  email: z.string().optional(),
  title: z.string().optional(),
  status: z.enum(["ENABLED", "DISABLED"]),
  externalIds,
  /** As the identity provider wrote it. */
  manager: z.string().optional(),
});

const membership = z.object({ id: z.string(), groupId: z.string(), userId: z.string() });

const principal = { principalType: z.enum(["USER", "GROUP"]), principalId: z.string() };
const target = { accountId: z.string(), permissionSetArn: z.string(), ...principal };

const assignment = z.object({
  ...target,
  /** When a caller made it; absent for what stood from the beginning. */
  madeAt: instant.optional(),
});

const operation = z.object({
  requestId: z.string(),
  kind: z.enum(["create", "delete"]),
  ...target,
  openedAt: instant,
  /** Null: it stays IN_PROGRESS for ever. */
  settlesAt: instant.nullable(),
  /** What it will be told when it settles, whatever the organisation looks like by then. */
  forcedFailure: z.string().optional(),
  status: z.enum(["IN_PROGRESS", "SUCCEEDED", "FAILED"]),
  failureReason: z.string().optional(),
});

const provisioning = z.object({
  requestId: z.string(),
  permissionSetArn: z.string(),
  /** Absent: every account in which the set is provisioned. */
  accountId: z.string().optional(),
  openedAt: instant,
  settlesAt: instant,
  status: z.enum(["IN_PROGRESS", "SUCCEEDED", "FAILED"]),
});

const accountCreation = z.object({
  id: z.string(),
  accountId: z.string(),
  name: z.string(),
  email: z.string(),
  tags,
  openedAt: instant,
  settlesAt: instant,
  status: z.enum(["IN_PROGRESS", "SUCCEEDED", "FAILED"]),
});

/** A request that is on its way for longer than its sender waits. */
const lateRequest = z.object({
  dueAt: instant,
  /** As the header X-Amz-Target names it. */
  target: z.string(),
  body: z.unknown(),
});

const delegate = z.object({ accountId: z.string(), servicePrincipal: z.string(), since: instant });

/** Everything the simulator knows, as the state file holds it. */
export const stateSchema = z.object({
  version: z.literal(1),
  region: z.string(),
  instance: z.object({
    arn: z.string(),
    name: z.string(),
    identityStoreId: z.string(),
    createdAt: instant,
  }),
  organization: z.object({ id: z.string(), rootId: z.string(), managementAccountId: z.string() }),
  units: z.array(unit),
  accounts: z.array(account),
  permissionSets: z.array(permissionSet),
  groups: z.array(group),
  users: z.array(user),
  memberships: z.array(membership),
  assignments: z.array(assignment),
  operations: z.array(operation),
  provisionings: z.array(provisioning).optional(),
  accountCreations: z.array(accountCreation).optional(),
  delegates: z.array(delegate).optional(),
  lateRequests: z.array(lateRequest).optional(),
  clockOffsetMs: z.number(),
  latencyMs: z.number(),
});

export type SimulatorState = z.infer<typeof stateSchema>;
export type SimulatedUnit = z.infer<typeof unit>;
export type SimulatedAccount = z.infer<typeof account>;
export type SimulatedPermissionSet = z.infer<typeof permissionSet>;
export type SimulatedGroup = z.infer<typeof group>;
export type SimulatedUser = z.infer<typeof user>;
export type SimulatedMembership = z.infer<typeof membership>;
export type SimulatedAssignment = z.infer<typeof assignment>;
export type SimulatedOperation = z.infer<typeof operation>;
export type SimulatedProvisioning = z.infer<typeof provisioning>;
export type SimulatedAccountCreation = z.infer<typeof accountCreation>;
export type LateRequest = z.infer<typeof lateRequest>;
export type SimulatedDelegate = z.infer<typeof delegate>;
