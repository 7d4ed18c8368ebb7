import { randomBytes } from "node:crypto";
import * as api from "@aws-sdk/client-organizations";
import { failure } from "../failure.ts";
import { operation } from "../operation.ts";
import type { SimulatedUnit } from "../state.ts";
import type { World } from "../world.ts";
import { tagsOf } from "./common.ts";
import { demandParent, paged, toUnit } from "./organizations-common.ts";

const deepest = 5;

export const organizationsUnitOperations = [
  operation<api.DescribeOrganizationalUnitCommandInput, api.DescribeOrganizationalUnitCommandOutput>(
    api.DescribeOrganizationalUnit$,
    ({ request, world, answer }) =>
      answer({ OrganizationalUnit: toUnit(world, demandUnit(world, request.OrganizationalUnitId)) }),
  ),
  operation<api.ListChildrenCommandInput, api.ListChildrenCommandOutput>(
    api.ListChildren$,
    ({ request, world, answer }) => {
      const { ParentId, ChildType } = request;
      demandParent(world, ParentId);
      const children: readonly { id: string }[] =
        ChildType === "ACCOUNT"
          ? world.accounts.listed.where("parent", ParentId)
          : world.units.listed.where("parent", ParentId);
      const page = paged(world, api.ListChildren$[2], request, children, (child) => child.id);
      return answer({
        Children: page.rows.map(({ id }): api.Child => ({ Id: id, Type: ChildType })),
        NextToken: page.nextToken,
      });
    },
  ),
  operation<api.CreateOrganizationalUnitCommandInput, api.CreateOrganizationalUnitCommandOutput>(
    api.CreateOrganizationalUnit$,
    ({ request, world, answer }) => {
      demandParent(world, request.ParentId);
      if (depthOf(world, request.ParentId) >= deepest) {
        throw failure(api.ConstraintViolationException$, "Organizational units nest at most five deep.");
      }
      demandFreeName(world, request.ParentId, request.Name);
      const unit: SimulatedUnit = {
        id: `ou-${world.organization.rootId.replace("r-", "")}-${randomBytes(4).toString("hex")}`,
        name: request.Name,
        parentId: request.ParentId,
        tags: tagsOf(request.Tags),
      };
      world.units.put(unit);
      world.revision += 1;
      return answer({ OrganizationalUnit: toUnit(world, unit) });
    },
  ),
  operation<api.UpdateOrganizationalUnitCommandInput, api.UpdateOrganizationalUnitCommandOutput>(
    api.UpdateOrganizationalUnit$,
    ({ request, world, answer }) => {
      const unit = demandUnit(world, request.OrganizationalUnitId);
      const name = request.Name ?? unit.name;
      if (name !== unit.name) demandFreeName(world, unit.parentId, name);
      const renamed = { ...unit, name };
      world.units.put(renamed);
      world.revision += 1;
      return answer({ OrganizationalUnit: toUnit(world, renamed) });
    },
  ),
  operation<api.DeleteOrganizationalUnitCommandInput, api.DeleteOrganizationalUnitCommandOutput>(
    api.DeleteOrganizationalUnit$,
    ({ request, world, answer }) => {
      const { id } = demandUnit(world, request.OrganizationalUnitId);
      if (world.accounts.where("parent", id).length > 0 || world.units.where("parent", id).length > 0) {
        throw failure(
          api.OrganizationalUnitNotEmptyException$,
          "The organizational unit has accounts or organizational units in it.",
        );
      }
      world.units.delete(id);
      world.revision += 1;
      return answer({});
    },
  ),
];

function demandUnit(world: World, id: string): SimulatedUnit {
  const unit = world.units.get(id);
  if (unit) return unit;
  throw failure(
    api.OrganizationalUnitNotFoundException$,
    "You specified an organizational unit that doesn't exist.",
  );
}

function demandFreeName(world: World, parentId: string, name: string): void {
  if (!world.units.where("parent", parentId).some((unit) => unit.name === name)) return;
  throw failure(
    api.DuplicateOrganizationalUnitException$,
    "An organizational unit with this name already exists in this parent.",
  );
}

function depthOf(world: World, id: string): number {
  const unit = world.units.get(id);
  return unit ? 1 + depthOf(world, unit.parentId) : 0;
}
