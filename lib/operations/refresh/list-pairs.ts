import type { AwsConnection } from "#lib/aws/connect.ts";
import { inParallel } from "#lib/aws/in-parallel.ts";
import { readAssignmentsOfPair } from "#lib/aws/reads/assignments-of-pair.ts";
import { nullWhenGone } from "#lib/aws/reads/null-when-gone.ts";
import type { Assignment, ProvisionedPermissionSet } from "#lib/core/catalogue.ts";
import { listed } from "./listed.ts";

const SIDE_BY_SIDE = 4;

/** The assignments of these pairs, listed one by one; none of a pair that is gone meanwhile. Throws an AwsFault. */
export async function listPairs(
  aws: AwsConnection,
  pairs: readonly ProvisionedPermissionSet[],
): Promise<Assignment[]> {
  const found: Assignment[] = [];
  for await (const rows of inParallel(pairs, SIDE_BY_SIDE, (pair) => listPair(aws, pair)))
    found.push(...rows);
  return found;
}

async function listPair(aws: AwsConnection, pair: ProvisionedPermissionSet): Promise<readonly Assignment[]> {
  const rows = await nullWhenGone(() => listed(readAssignmentsOfPair(aws, pair, { lane: "interactive" })));
  return rows ?? [];
}
