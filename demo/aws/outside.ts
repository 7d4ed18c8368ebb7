import { z } from "zod";
import { AwsFailure } from "./failure.ts";
import { removeAssignment } from "./remove-assignment.ts";
import { operationFor, type ServiceName, targetOf } from "./services.ts";
import { settleOperations } from "./settle.ts";
import type { SimulatedAccount } from "./state.ts";
import type { World } from "./world.ts";

const target = {
  accountId: z.string(),
  permissionSetArn: z.string(),
  principalType: z.enum(["USER", "GROUP"]).default("USER"),
  principalId: z.string(),
};
const membership = { userId: z.string(), groupId: z.string() };

/** What an administrator does in AWS without Gatehouse. */
export const outsideSchema = z.discriminatedUnion("act", [
  z.strictObject({ act: z.literal("assign"), ...target }),
  z.strictObject({ act: z.literal("unassign"), ...target }),
  z.strictObject({ act: z.literal("disable-person"), userId: z.string() }),
  z.strictObject({ act: z.literal("enable-person"), userId: z.string() }),
  z.strictObject({ act: z.literal("delete-person"), userId: z.string() }),
  z.strictObject({ act: z.literal("join-group"), ...membership }),
  z.strictObject({ act: z.literal("leave-group"), ...membership }),
  z.strictObject({ act: z.literal("suspend-account"), accountId: z.string() }),
  z.strictObject({ act: z.literal("close-account"), accountId: z.string() }),
  z.strictObject({ act: z.literal("reopen-account"), accountId: z.string() }),
  z.strictObject({
    act: z.literal("change-set"),
    permissionSetArn: z.string(),
    sessionHours: z.int().min(1).max(12),
  }),
  /** Its assignments go first, or AWS would refuse. */
  z.strictObject({ act: z.literal("delete-set"), permissionSetArn: z.string() }),
]);

export type OutsideAct = z.infer<typeof outsideSchema>;

/**
 * Does what an administrator outside does, through AWS's own operations where it has them: creates and deletes of assignments are open for a
 * while. No fault and no rate limit hits it. Returns AWS's words where AWS refuses, or null.
 */
export function actOutside(world: World, act: OutsideAct): string | null {
  settleOperations(world);
  try {
    world.faults.spare(() => perform(world, act));
    settleOperations(world);
    return null;
  } catch (error) {
    if (error instanceof AwsFailure) return error.message;
    throw error;
  }
}

function perform(world: World, act: OutsideAct): object {
  const InstanceArn = world.instance.arn;
  const IdentityStoreId = world.instance.identityStoreId;
  switch (act.act) {
    case "assign":
    case "unassign": {
      const operation = act.act === "assign" ? "CreateAccountAssignment" : "DeleteAccountAssignment";
      return ask(world, "sso-admin", operation, {
        InstanceArn,
        TargetId: act.accountId,
        TargetType: "AWS_ACCOUNT",
        PermissionSetArn: act.permissionSetArn,
        PrincipalType: act.principalType,
        PrincipalId: act.principalId,
      });
    }
    case "disable-person":
    case "enable-person": {
      const AttributeValue = act.act === "disable-person" ? "DISABLED" : "ENABLED";
      const Operations = [{ AttributePath: "userStatus", AttributeValue }];
      return ask(world, "identitystore", "UpdateUser", { IdentityStoreId, UserId: act.userId, Operations });
    }
    case "delete-person":
      return ask(world, "identitystore", "DeleteUser", { IdentityStoreId, UserId: act.userId });
    case "join-group": {
      const MemberId = { UserId: act.userId };
      const request = { IdentityStoreId, GroupId: act.groupId, MemberId };
      return ask(world, "identitystore", "CreateGroupMembership", request);
    }
    case "leave-group": {
      const [found] = world.memberships
        .where("user", act.userId)
        .filter(({ groupId }) => groupId === act.groupId);
      if (!found) throw new AwsFailure("ResourceNotFoundException", "MEMBERSHIP not found.");
      const request = { IdentityStoreId, MembershipId: found.id };
      return ask(world, "identitystore", "DeleteGroupMembership", request);
    }
    case "suspend-account":
      return putState(world, act.accountId, "SUSPENDED");
    case "reopen-account":
      return putState(world, act.accountId, "ACTIVE");
    case "close-account":
      return ask(world, "organizations", "CloseAccount", { AccountId: act.accountId });
    case "change-set":
      return ask(world, "sso-admin", "UpdatePermissionSet", {
        InstanceArn,
        PermissionSetArn: act.permissionSetArn,
        SessionDuration: `PT${act.sessionHours}H`,
      });
    case "delete-set":
      for (const row of world.assignments.where("permissionSet", act.permissionSetArn)) {
        removeAssignment(world, row);
      }
      return ask(world, "sso-admin", "DeletePermissionSet", {
        InstanceArn,
        PermissionSetArn: act.permissionSetArn,
      });
  }
}

function ask(world: World, service: ServiceName, operation: string, body: object): object {
  const prepared = operationFor(targetOf({ service, operation }))?.operation.prepare(body, "refuse");
  if (!prepared) throw new Error(`The simulated AWS has no ${service}:${operation}`);
  if ("difference" in prepared) throw new AwsFailure("ValidationException", prepared.difference);
  return prepared.run(world);
}

/** AWS suspends an account itself, and opens it again where it is asked to; there are no operations for either. */
function putState(world: World, accountId: string, state: SimulatedAccount["state"]): object {
  const account = world.accounts.get(accountId);
  if (!account)
    throw new AwsFailure("AccountNotFoundException", `The account ${accountId} could not be found.`);
  world.accounts.put({ ...account, state });
  world.revision += 1;
  return {};
}
