import { accountState } from "#lib/aws/account-state.ts";
import type { EngineUrgency } from "#lib/aws/assignments.ts";
import type { AwsConnection } from "#lib/aws/connect.ts";
import { personStatus } from "#lib/aws/person-status.ts";
import type { EndReason } from "#lib/core/grant.ts";
import { rulesFor } from "#lib/core/rules/covers.ts";
import { db } from "#lib/db/client.ts";
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

  const [set, account, rules, person] = await Promise.all([
    db().permissionSet.findUnique({
      where: { arn: grant.permissionSetArn },
      select: { arn: true, name: true, tags: true, fingerprint: true },
    }),
    db().account.findUnique({
      where: { id: grant.accountId },
      select: { id: true, parentId: true, tags: true },
    }),
    loadRules(db()),
    personInGroups(db(), grant.personId),
  ]);
  if (!set) return "set-gone";
  if (set.fingerprint !== grant.fingerprint) return "set-changed";
  if (!account) return "account-not-active";
  const covering = rulesFor(rules, person, await placeOf(db(), account), ruledSet(set));
  return covering.some((rule) => rule.id === grant.ruleId) ? null : "rule-gone";
}
