import type { AwsConnection } from "#lib/aws/connect.ts";
import { readAccount } from "#lib/aws/reads/one-account.ts";
import { readPermissionSetsInAccount } from "#lib/aws/reads/permission-sets-in-account.ts";
import { db } from "#lib/db/client.ts";
import { listPairs } from "./list-pairs.ts";
import type { ThingReading } from "./reading.ts";
import { unlessClosed } from "./unless-closed.ts";

/** One account: itself, its tags, the permission sets that are provisioned there and who holds them. Throws an AwsFault. */
export async function readAccountAgain(aws: AwsConnection, accountId: string): Promise<ThingReading> {
  const found = await readAccount(aws, accountId, "interactive");
  if (found === null) {
    return { isGone: true, rows: {}, nouns: ["accounts", "provisioned", "assignments"], notes: [] };
  }
  const listed = await unlessClosed(() => readPermissionSetsInAccount(aws, accountId, "interactive"));
  const arns = listed ?? (await knownSetsIn(accountId));
  const pairs = arns.map((permissionSetArn) => ({ accountId, permissionSetArn }));
  const { account, tags } = found;
  return {
    isGone: false,
    rows: {
      accounts: [account],
      accountTags: [{ accountId, tags }],
      provisioned: pairs,
      assignments: await listPairs(aws, pairs),
    },
    nouns: ["accounts", "assignments", ...(listed ? (["provisioned"] as const) : [])],
    notes: listed
      ? []
      : [
          "AWS does not tell which permission sets are provisioned there, so only those that were known are read.",
        ],
  };
}

async function knownSetsIn(accountId: string): Promise<string[]> {
  const pairs = await db().provisionedPermissionSet.findMany({
    where: { accountId },
    select: { permissionSetArn: true },
  });
  return pairs.map(({ permissionSetArn }) => permissionSetArn);
}
