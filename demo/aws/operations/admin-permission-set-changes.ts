import { randomBytes } from "node:crypto";
import * as api from "@aws-sdk/client-sso-admin";
import { failure } from "../failure.ts";
import { operation } from "../operation.ts";
import type { SimulatedPermissionSet } from "../state.ts";
import { nowOf } from "../world.ts";
import { changePermissionSet, demandInstance, demandPermissionSet, toPermissionSet } from "./admin-common.ts";
import { tagsOf, untagged } from "./common.ts";

const namePattern = /^[\w+=,.@-]{1,32}$/;
const durationPattern = /^PT([1-9]|1[0-2])H$|^PT[1-9][0-9]{1,2}M$/;

export const adminPermissionSetChangeOperations = [
  operation<api.CreatePermissionSetCommandInput, api.CreatePermissionSetCommandOutput>(
    api.CreatePermissionSet$,
    ({ request, world, answer }) => {
      demandInstance(world, request.InstanceArn);
      if (!namePattern.test(request.Name)) throw failure(api.ValidationException$, "The name is not valid.");
      demandDuration(request.SessionDuration);
      if (world.permissionSets.where("name", request.Name).length > 0) {
        throw failure(api.ConflictException$, `PermissionSet with name ${request.Name} already exists.`);
      }
      const instanceId = world.instance.arn.slice(world.instance.arn.lastIndexOf("/") + 1);
      const made: SimulatedPermissionSet = {
        arn: `arn:aws:sso:::permissionSet/${instanceId}/ps-${randomBytes(8).toString("hex")}`,
        name: request.Name,
        ...(request.Description ? { description: request.Description } : {}),
        createdAt: nowOf(world).toISOString(),
        sessionDuration: request.SessionDuration ?? "PT1H",
        ...(request.RelayState ? { relayState: request.RelayState } : {}),
        managedPolicyArns: [],
        customerPolicies: [],
        tags: tagsOf(request.Tags),
      };
      world.permissionSets.put(made);
      world.revision += 1;
      return answer({ PermissionSet: toPermissionSet(made) });
    },
  ),
  operation<api.UpdatePermissionSetCommandInput, api.UpdatePermissionSetCommandOutput>(
    api.UpdatePermissionSet$,
    ({ request, world, answer }) => {
      demandInstance(world, request.InstanceArn);
      demandDuration(request.SessionDuration);
      changePermissionSet(world, request.PermissionSetArn, (set) => ({
        ...set,
        ...(request.Description === undefined ? {} : { description: request.Description }),
        ...(request.SessionDuration === undefined ? {} : { sessionDuration: request.SessionDuration }),
        ...(request.RelayState === undefined ? {} : { relayState: request.RelayState }),
      }));
      return answer({});
    },
  ),
  operation<api.DeletePermissionSetCommandInput, api.DeletePermissionSetCommandOutput>(
    api.DeletePermissionSet$,
    ({ request, world, answer }) => {
      demandInstance(world, request.InstanceArn);
      const { arn } = demandPermissionSet(world, request.PermissionSetArn);
      if (world.assignments.where("permissionSet", arn).length > 0) {
        throw failure(api.ConflictException$, `PermissionSet ${arn} still has account assignments.`);
      }
      world.permissionSets.delete(arn);
      world.revision += 1;
      return answer({});
    },
  ),
  operation<api.TagResourceCommandInput, api.TagResourceCommandOutput>(
    api.TagResource$,
    ({ request, world, answer }) => {
      if (request.InstanceArn !== undefined) demandInstance(world, request.InstanceArn);
      const set = demandPermissionSet(world, request.ResourceArn);
      world.permissionSets.put({ ...set, tags: { ...set.tags, ...tagsOf(request.Tags) } });
      world.revision += 1;
      return answer({});
    },
  ),
  operation<api.UntagResourceCommandInput, api.UntagResourceCommandOutput>(
    api.UntagResource$,
    ({ request, world, answer }) => {
      if (request.InstanceArn !== undefined) demandInstance(world, request.InstanceArn);
      const set = demandPermissionSet(world, request.ResourceArn);
      world.permissionSets.put({ ...set, tags: untagged(set.tags, request.TagKeys) });
      world.revision += 1;
      return answer({});
    },
  ),
];

function demandDuration(duration: string | undefined): void {
  if (duration === undefined || durationPattern.test(duration)) return;
  throw failure(api.ValidationException$, "The session duration is from one hour to twelve.");
}
