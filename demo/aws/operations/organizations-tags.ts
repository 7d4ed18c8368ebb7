import * as api from "@aws-sdk/client-organizations";
import { failure } from "../failure.ts";
import { operation } from "../operation.ts";
import type { World } from "../world.ts";
import { tagsOf, untagged } from "./common.ts";

type Tags = Record<string, string>;

export const organizationsTagOperations = [
  operation<api.ListTagsForResourceCommandInput, api.ListTagsForResourceCommandOutput>(
    api.ListTagsForResource$,
    ({ request, world, answer }) => {
      const { ResourceId } = request;
      const tagged = world.accounts.get(ResourceId) ?? world.units.get(ResourceId);
      if (!tagged && ResourceId !== world.organization.rootId) throw notFound();
      return answer({ Tags: Object.entries(tagged?.tags ?? {}).map(([Key, Value]) => ({ Key, Value })) });
    },
  ),
  operation<api.TagResourceCommandInput, api.TagResourceCommandOutput>(
    api.TagResource$,
    ({ request, world, answer }) => {
      changeTags(world, request.ResourceId, (tags) => ({ ...tags, ...tagsOf(request.Tags) }));
      return answer({});
    },
  ),
  operation<api.UntagResourceCommandInput, api.UntagResourceCommandOutput>(
    api.UntagResource$,
    ({ request, world, answer }) => {
      changeTags(world, request.ResourceId, (tags) => untagged(tags, request.TagKeys));
      return answer({});
    },
  ),
];

function changeTags(world: World, id: string, change: (tags: Tags) => Tags): void {
  const account = world.accounts.get(id);
  const unit = world.units.get(id);
  if (account) world.accounts.put({ ...account, tags: change(account.tags) });
  else if (unit) world.units.put({ ...unit, tags: change(unit.tags ?? {}) });
  else throw notFound();
  world.revision += 1;
}

function notFound() {
  return failure(api.TargetNotFoundException$, "You specified a target that doesn't exist.");
}
