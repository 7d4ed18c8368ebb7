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

/** The organisational units directly below the root or a unit. Throws an AwsFault, "gone" when the parent is no more. */
export async function* readUnitsBelow(
  aws: AwsConnection,
  parentId: string,
  lane: Lane = "background",
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
    yield* OrganizationalUnits.map((unit) => ({ id: unit.Id, name: unit.Name ?? unit.Id, parentId }));
  }
}
