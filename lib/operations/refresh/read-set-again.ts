import type { AwsConnection } from "#lib/aws/connect.ts";
import { readPermissionSet } from "#lib/aws/reads/permission-sets.ts";
import { readProvisionedPermissionSets } from "#lib/aws/reads/provisioned-permission-sets.ts";
import type { ProvisionedPermissionSet } from "#lib/core/catalogue.ts";
import { db } from "#lib/db/client.ts";
import { count } from "#lib/format.ts";
import { goneAs } from "../sync/gone-as.ts";
import { toPermissionSetRow } from "../sync/to-permission-set-row.ts";
import { wholeList } from "../sync/whole-list.ts";
import { listPairs } from "./list-pairs.ts";
import type { ThingReading } from "./reading.ts";
import { unlessClosed } from "./unless-closed.ts";

/** Listing more pairs than this takes longer than somebody waits. */
const PAIRS_LISTED_WHOLE = 40;

/** One permission set: its content, where it is provisioned, and who holds it there. Throws an AwsFault. */
export async function readSetAgain(aws: AwsConnection, arn: string): Promise<ThingReading> {
  const set = await goneAs(null, () => readPermissionSet(aws, arn, "interactive"));
  if (set === null) {
    return { isGone: true, rows: {}, nouns: ["permissionSets", "provisioned", "assignments"], notes: [] };
  }
  const stored = await db().provisionedPermissionSet.findMany({
    where: { permissionSetArn: arn },
    select: { accountId: true, permissionSetArn: true },
  });
  const told = await unlessClosed(() =>
    wholeList(() => readProvisionedPermissionSets(aws, arn, "interactive")),
  );
  const pairs = told ?? stored;
  const isWhole = pairs.length <= PAIRS_LISTED_WHOLE;
  const toList = isWhole ? pairs : without(pairs, stored).slice(0, PAIRS_LISTED_WHOLE);
  const unlisted = without(pairs, toList);
  return {
    isGone: false,
    rows: {
      permissionSets: [toPermissionSetRow(set)],
      provisioned: pairs,
      assignments: await listPairs(aws, toList),
    },
    nouns: ["permissionSets", "assignments", ...(told ? (["provisioned"] as const) : [])],
    notes: [...(told ? [] : [PAIRS_UNTOLD]), ...(isWhole ? [] : [partly(toList.length, unlisted.length)])],
    unlisted: { permissionSetArn: arn, accountIds: unlisted.map(({ accountId }) => accountId) },
  };
}

const PAIRS_UNTOLD =
  "AWS does not tell where the set is provisioned, so only the accounts that were known are read.";

function partly(listed: number, unlisted: number): string {
  const others = `in ${count(unlisted, "account")} that is as the last full read saw it`;
  return listed === 0
    ? `Who holds it was not read: ${others}.`
    : `Who holds it was read in ${count(listed, "account")} where the set is new; ${others}.`;
}

function without(
  pairs: readonly ProvisionedPermissionSet[],
  others: readonly ProvisionedPermissionSet[],
): readonly ProvisionedPermissionSet[] {
  const ids = new Set(others.map(({ accountId }) => accountId));
  return pairs.filter(({ accountId }) => !ids.has(accountId));
}
