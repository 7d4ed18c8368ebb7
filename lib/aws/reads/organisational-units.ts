import { ListOrganizationalUnitsForParentCommand } from "@aws-sdk/client-organizations";
import { z } from "zod";
import type { OrganisationalUnit } from "#lib/core/catalogue.ts";
import { readAws } from "../call.ts";
import type { AwsConnection } from "../connect.ts";
import { pagesOf } from "../pages.ts";
import { parseAnswer } from "../parse-answer.ts";
import type { Lane } from "../take-token.ts";
import { nextToken } from "./next-token.ts";

const page = z.object({
  OrganizationalUnits: z.array(z.object({ Id: z.string(), Name: z.string().optional() })),
  NextToken: nextToken,
});

/** The root as the first row, then every organisational unit, a parent always before its children. Throws an AwsFault. */
export async function* readOrganisationalUnits(
  aws: AwsConnection,
  rootId: string,
  lane: Lane = "background",
): AsyncGenerator<OrganisationalUnit> {
  yield { id: rootId, name: "Root", parentId: null };
  yield* readChildren(aws, rootId, lane);
}

async function* readChildren(
  aws: AwsConnection,
  parentId: string,
  lane: Lane,
): AsyncGenerator<OrganisationalUnit> {
  const call = { service: "organizations", operation: "ListOrganizationalUnitsForParent", lane } as const;
  const pages = pagesOf(call, async (token) => {
    const command = new ListOrganizationalUnitsForParentCommand({
      ParentId: parentId,
      MaxResults: 20,
      ...token,
    });
    return parseAnswer(page, await readAws(aws, call, () => aws.organizations.send(command)), call);
  });
  for await (const { OrganizationalUnits } of pages) {
    for (const unit of OrganizationalUnits) {
      yield { id: unit.Id, name: unit.Name ?? unit.Id, parentId };
      yield* readChildren(aws, unit.Id, lane);
    }
  }
}
