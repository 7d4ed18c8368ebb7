import { DescribeOrganizationCommand, ListRootsCommand } from "@aws-sdk/client-organizations";
import { z } from "zod";
import type { Organisation } from "#lib/core/catalogue.ts";
import { readAws } from "../call.ts";
import type { AwsConnection } from "../connect.ts";
import { malformed, parseAnswer } from "../parse-answer.ts";
import type { Lane } from "../take-token.ts";

const described = z.object({ Organization: z.object({ Id: z.string(), MasterAccountId: z.string() }) });
const listed = z.object({ Roots: z.array(z.object({ Id: z.string() })) });

/** The organisation, its management account and its root. Throws an AwsFault. */
export async function readOrganisation(aws: AwsConnection, lane: Lane = "background"): Promise<Organisation> {
  const describe = { service: "organizations", operation: "DescribeOrganization", lane } as const;
  const organization = parseAnswer(
    described,
    await readAws(aws, describe, () => aws.organizations.send(new DescribeOrganizationCommand({}))),
    describe,
  ).Organization;
  const list = { service: "organizations", operation: "ListRoots", lane } as const;
  const { Roots } = parseAnswer(
    listed,
    await readAws(aws, list, () => aws.organizations.send(new ListRootsCommand({}))),
    list,
  );
  const [root] = Roots;
  if (!root) throw malformed(list, "The organisation has no root.");
  return { id: organization.Id, managementAccountId: organization.MasterAccountId, rootId: root.Id };
}
