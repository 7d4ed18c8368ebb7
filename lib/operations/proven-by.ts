import { heldMinutes } from "#lib/core/extension.ts";
import { heardBy, standingOf, type Voice } from "#lib/core/rules/agreement.ts";
import { isAutomatic } from "#lib/core/rules/is-automatic.ts";
import { leastVoices } from "#lib/core/rules/role-weight.ts";
import type { Rule } from "#lib/core/rules/rule-content.ts";
import type { Db } from "#lib/db/client.ts";
import { weightOf } from "#lib/db/console-powers.ts";
import { wasNamed } from "#lib/db/delegations.ts";
import { ruleVersion } from "#lib/db/rules.ts";

type GrantToProve = {
  personId: string;
  accountId: string;
  permissionSetArn: string;
  startsAt: Date;
  endsAt: Date;
};

type AskedWithDecisions = Omit<GrantToProve, "personId" | "startsAt" | "endsAt"> & {
  requesterId: string;
  state: string;
  ruleId: string;
  ruleName: string;
  ruleVersion: number;
  durationMinutes: number;
  startsAt: Date | null;
  createdAt: Date;
  extendsGrantId: string | null;
  decisions: readonly {
    deciderId: string;
    deciderName: string;
    inPlaceOfId: string | null;
    verdict: "approve" | "deny";
    stage: number;
    grantedMinutes: number | null;
    contentHash: string;
    decidedAt: Date;
  }[];
};

/**
 * Derives from what is recorded, and not from the grant, that it may be made: the rule as it was when the request was asked, and the decisions, all of
 * them on the same content, or that this rule agrees by itself; and that as many agreed as a role of its weight needs.
 * @returns by whom or what it was agreed to, in words; null when nothing proves it
 */
export async function provenBy(
  tx: Db,
  grant: GrantToProve,
  request: AskedWithDecisions,
): Promise<string | null> {
  const rule = await ruleVersion(tx, request.ruleId, request.ruleVersion);
  if (!rule) return null;
  const voices = request.decisions.map(({ decidedAt, ...voice }) => ({ ...voice, at: decidedAt }));
  const { kind } = standingOf(rule.content.agreement, voices, request.createdAt);
  const lengths = voices.map(({ grantedMinutes }) => grantedMinutes ?? 0);
  const mostMinutes = Math.min(request.durationMinutes, rule.content.limits.maxMinutes, ...lengths);
  const isProven =
    request.state === "approved" &&
    kind === "agreed" &&
    voices.every((voice) => !heardBy(voice).includes(grant.personId)) &&
    new Set(request.decisions.map(({ contentHash }) => contentHash)).size <= 1 &&
    (await wereNamed(tx, voices)) &&
    request.requesterId === grant.personId &&
    request.accountId === grant.accountId &&
    request.permissionSetArn === grant.permissionSetArn &&
    (request.startsAt === null || grant.startsAt >= request.startsAt) &&
    grant.endsAt.getTime() - grant.startsAt.getTime() <= mostMinutes * 60_000;
  if (!isProven || !(await goesOnRightly(tx, grant, request, rule))) return null;
  const set = await tx.permissionSet.findUnique({
    where: { arn: request.permissionSetArn },
    select: { administratorLike: true },
  });
  const weight = await weightOf(tx, request.accountId, set);
  if (new Set(voices.map(({ deciderId }) => deciderId)).size < leastVoices[weight]) return null;
  return isAutomatic(rule)
    ? `agreed to by the rule ${request.ruleName}`
    : `approved by ${voices.map(({ deciderName }) => deciderName).join(", ")}`;
}

/** Whether an extension begins where what it extends ends, for the same person and role, and lasts no longer in all than the rule said. */
async function goesOnRightly(
  tx: Db,
  grant: GrantToProve,
  { extendsGrantId }: AskedWithDecisions,
  { content }: Rule,
): Promise<boolean> {
  if (extendsGrantId === null) return true;
  const held = await tx.grant.findUnique({ where: { id: extendsGrantId } });
  return (
    held !== null &&
    held.personId === grant.personId &&
    held.accountId === grant.accountId &&
    held.permissionSetArn === grant.permissionSetArn &&
    grant.startsAt.getTime() === held.endsAt.getTime() &&
    heldMinutes({ heldSince: held.heldSince, endsAt: grant.endsAt }) <= (content.limits.extendToMinutes ?? 0)
  );
}

/** Whether everybody who decided in another's place was named for that moment. */
async function wereNamed(tx: Db, voices: readonly Voice[]): Promise<boolean> {
  for (const { deciderId, inPlaceOfId, at } of voices)
    if (inPlaceOfId && !(await wasNamed(tx, deciderId, inPlaceOfId, at))) return false;
  return true;
}
