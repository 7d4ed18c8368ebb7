import type { AwsConnection } from "#lib/aws/connect.ts";
import { readAssignmentsOfPair } from "#lib/aws/reads/assignments-of-pair.ts";
import type { Assignment, ProvisionedPermissionSet } from "#lib/core/catalogue.ts";
import { sideBySide } from "../sync/side-by-side.ts";
import { wholeList } from "../sync/whole-list.ts";

const WIDTH = 4;

/** The assignments of these pairs, listed one by one; none of a pair that is gone meanwhile. Throws an AwsFault. */
export async function listPairs(
  aws: AwsConnection,
  pairs: readonly ProvisionedPermissionSet[],
): Promise<Assignment[]> {
  const found: Assignment[] = [];
  await sideBySide(pairs, WIDTH, async (pair) => {
    found.push(...(await wholeList(() => readAssignmentsOfPair(aws, pair, { lane: "interactive" }))));
  });
  return found;
}
