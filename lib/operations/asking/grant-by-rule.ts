import type { Doing, PersonActor } from "#lib/core/actor.ts";
import type { Rule } from "#lib/core/rules/rule-content.ts";
import type { Db } from "#lib/db/client.ts";
import { record } from "#lib/db/record.ts";
import { type Grantable, openGrant } from "./open-grant.ts";

/**
 * Opens the grant of a request whose rule agrees by itself. The audit names the rule, and nobody as the one who decided.
 * @returns the grant's id
 */
export async function grantByRule(
  tx: Db,
  doing: Doing<PersonActor>,
  request: Grantable & { accountName: string; permissionSetName: string; durationMinutes: number },
  rule: Rule,
  set: { fingerprint: string; sessionMinutes: number },
): Promise<string> {
  await tx.request.updateMany({
    where: { id: request.id, state: "pending" },
    data: { state: "approved", settledAt: doing.now, settledReason: `rule ${rule.name} agrees by itself` },
  });
  const { id } = await openGrant(tx, doing.now, request, set, request.durationMinutes);
  await record(tx, doing, {
    action: "request.approved-by-rule",
    target: {
      kind: "request",
      id: request.id,
      name: `${request.permissionSetName} in ${request.accountName}`,
    },
    cause: `rule ${rule.name}, version ${rule.version}, agrees by itself`,
    requestId: request.id,
    grantId: id,
    accountId: request.accountId,
    personId: request.requesterId,
    details: { minutes: request.durationMinutes },
  });
  return id;
}
