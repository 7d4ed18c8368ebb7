import { accountState } from "#lib/aws/account-state.ts";
import type { EngineUrgency } from "#lib/aws/assignments.ts";
import type { AwsConnection } from "#lib/aws/connect.ts";
import { personStatus } from "#lib/aws/person-status.ts";
import type { EndReason } from "#lib/core/grant.ts";
import { rulesFor } from "#lib/core/rules/covers.ts";
import { type Db, db } from "#lib/db/client.ts";
import { loadRules, personInGroups, placeOf, ruledSet } from "#lib/db/rules.ts";

type Checked = {
  personId: string;
  accountId: string;
  permissionSetArn: string;
  fingerprint: string;
  ruleId: string;
};

/**
 * Judges once more, just before a create, what was true when the request was approved: person and account are read
 * from AWS now, the rule and the set's content from the catalogue.
 * @returns why the grant no longer stands; null when it does
 * @throws AwsFault when AWS does not answer: then nothing is known, and nothing is created
 */
export async function recheckGrant(
  aws: AwsConnection,
  grant: Checked,
  urgency: EngineUrgency,
): Promise<EndReason | null> {
  const [status, state] = await Promise.all([
    personStatus(aws, grant.personId, urgency),
    accountState(aws, grant.accountId, urgency),
  ]);
  if (status === "GONE") return "person-gone";
  if (status !== "ENABLED") return "person-not-enabled";
  if (state !== "ACTIVE") return "account-not-active";

  return recheckInCatalogue(db(), grant);
}

/**
 * The part of the check that the catalogue and the rules answer: for what goes on after another grant, where nothing is created.
 * @returns why the grant no longer stands; null when it does
 */
export async function recheckInCatalogue(tx: Db, grant: Checked): Promise<EndReason | null> {
  const set = await tx.permissionSet.findUnique({
    where: { arn: grant.permissionSetArn },
    select: { arn: true, name: true, tags: true, fingerprint: true },
  });
  if (!set) return "set-gone";
  if (set.fingerprint !== grant.fingerprint) return "set-changed";
  const account = await tx.account.findUnique({
    where: { id: grant.accountId },
    select: { id: true, parentId: true, tags: true },
  });
  if (!account) return "account-not-active";
  const person = await personInGroups(tx, grant.personId);
  const covering = rulesFor(await loadRules(tx), person, await placeOf(tx, account), ruledSet(set));
  return covering.some((rule) => rule.id === grant.ruleId) ? null : "rule-gone";
}
