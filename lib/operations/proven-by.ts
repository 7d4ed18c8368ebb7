import { heardBy, standingOf, type Voice } from "#lib/core/rules/agreement.ts";
import { isAutomatic } from "#lib/core/rules/is-automatic.ts";
import type { Db } from "#lib/db/client.ts";
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
  decisions: readonly {
    deciderId: string;
    deciderName: string;
    inPlaceOfId: string | null;
    verdict: "approve" | "deny";
    stage: number;
    grantedMinutes: number | null;
    decidedAt: Date;
  }[];
};

/**
 * Derives from what is recorded, and not from the grant, that it may be made: the rule as it was when the request was asked, and the decisions, or that
 * this rule agrees by itself to a role that is not like an administrator's.
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
    (await wereNamed(tx, voices)) &&
    request.requesterId === grant.personId &&
    request.accountId === grant.accountId &&
    request.permissionSetArn === grant.permissionSetArn &&
    (request.startsAt === null || grant.startsAt >= request.startsAt) &&
    grant.endsAt.getTime() - grant.startsAt.getTime() <= mostMinutes * 60_000;
  if (!isProven) return null;
  if (!isAutomatic(rule)) return `approved by ${voices.map(({ deciderName }) => deciderName).join(", ")}`;
  const set = await tx.permissionSet.findUnique({
    where: { arn: request.permissionSetArn },
    select: { administratorLike: true },
  });
  return set?.administratorLike === null ? `agreed to by the rule ${request.ruleName}` : null;
}

/** Whether everybody who decided in another's place was named for that moment. */
async function wereNamed(tx: Db, voices: readonly Voice[]): Promise<boolean> {
  for (const { deciderId, inPlaceOfId, at } of voices)
    if (inPlaceOfId && !(await wasNamed(tx, deciderId, inPlaceOfId, at))) return false;
  return true;
}
