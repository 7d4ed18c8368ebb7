import { ListAccountAssignmentsForPrincipalCommand } from "@aws-sdk/client-sso-admin";
import { z } from "zod";
import type { Assignment, PrincipalKind } from "#lib/core/catalogue.ts";
import { AwsFault } from "../aws-fault.ts";
import { readAws } from "../call.ts";
import type { AwsConnection } from "../connect.ts";
import { pagesOf } from "../pages.ts";
import { parseAnswer } from "../parse-answer.ts";
import type { Lane } from "../take-token.ts";
import { nextToken } from "./next-token.ts";
import { listedAssignment, toAssignment } from "./parse-assignment.ts";

/** AWS documents this way for the management account alone, and other endpoints may lack it. */
export type AssignmentsOfPrincipal =
  | { way: "open"; assignments: readonly Assignment[] }
  | { way: "closed"; because: "denied" | "not-offered" };

const page = z.object({ AccountAssignments: z.array(listedAssignment), NextToken: nextToken });

/**
 * The assignments that name this very principal: for a user AWS also lists what groups give, and those rows are dropped here.
 * `way: "closed"` means that this operation may not be used, and says nothing about assignments. Throws an AwsFault for
 * everything else.
 */
export async function readAssignmentsOfPrincipal(
  aws: AwsConnection,
  principal: { kind: PrincipalKind; id: string },
  lane: Lane = "background",
): Promise<AssignmentsOfPrincipal> {
  const call = { service: "sso-admin", operation: "ListAccountAssignmentsForPrincipal", lane } as const;
  const pages = pagesOf(call, async (token) => {
    const command = new ListAccountAssignmentsForPrincipalCommand({
      InstanceArn: aws.instanceArn,
      PrincipalId: principal.id,
      PrincipalType: principal.kind === "user" ? "USER" : "GROUP",
      MaxResults: 100,
      ...token,
    });
    return parseAnswer(page, await readAws(aws, call, () => aws.ssoAdmin.send(command)), call);
  });
  const assignments: Assignment[] = [];
  try {
    for await (const { AccountAssignments } of pages) {
      assignments.push(...AccountAssignments.map(toAssignment).filter((row) => isOf(row, principal)));
    }
  } catch (error) {
    if (error instanceof AwsFault && (error.kind === "denied" || error.kind === "not-offered")) {
      return { way: "closed", because: error.kind };
    }
    throw error;
  }
  return { way: "open", assignments };
}

function isOf(row: Assignment, principal: { kind: PrincipalKind; id: string }): boolean {
  return row.principalKind === principal.kind && row.principalId === principal.id;
}
