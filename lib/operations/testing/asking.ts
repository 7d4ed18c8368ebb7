import { parse } from "yaml";
import { contentHash } from "#lib/core/content-hash.ts";
import { parseRulesFile } from "#lib/core/rules/rules-file.ts";
import { db } from "#lib/db/client.ts";
import type { LetterKind } from "#lib/db/generated/enums.ts";
import { readNow } from "#lib/db/now.ts";
import { requestContent } from "#lib/db/request-content.ts";
import type { LetterContent } from "#lib/mail/letter.ts";
import { composeLetter, readLetter } from "#lib/operations/compose-letter.ts";
import { decideRequest } from "#lib/operations/decide-request.ts";
import { requestAccess } from "#lib/operations/request-access.ts";
import { loadRules } from "#lib/operations/rules/load-rules.ts";
import type { Stage, Who } from "./stage.ts";

export const baseUrl = "https://gatehouse.halden.example";
/** The role that is asked for. */
export const set = "PaymentsOperator";

/**
 * Makes this the only rule: payments engineers ask for PaymentsOperator.
 * @param agree who has to agree, as a rules file says it
 * @param where in which accounts, as a rules file says it
 */
export async function onlyRule(stage: Stage, agree: string, where = "{ all: true }"): Promise<void> {
  const parsed = parseRulesFile(
    parse(`rules:
  - name: only
    who: { groups: [payments-engineers] }
    permissionSets: { names: [${set}] }
    where: ${where}
    limits: { max: 4h, ahead: 7d }
    agree: ${agree}`),
  );
  if (!("rules" in parsed)) throw new Error(parsed.problems.join("\n"));
  const { rules } = parsed;
  await stage.as("migrator", async () =>
    loadRules({ actor: { kind: "host", user: "test" }, now: await readNow() }, rules),
  );
}

/** Asks for PaymentsOperator for an hour, from now or from some minutes later; the request's id. */
export async function askFor(stage: Stage, who: Who, account: string, inMinutes = 0): Promise<string> {
  const result = await stage.person(who, (doing) =>
    requestAccess(doing, {
      accountId: stage.accountId(account),
      permissionSetArn: stage.permissionSetArn(set),
      minutes: 60,
      startsAt: inMinutes === 0 ? null : new Date(doing.now.getTime() + inMinutes * 60_000),
      reason: "Replay stuck refunds.",
      ticket: null,
    }),
  );
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value.requestId;
}

/** The hash of what a decider is shown of a request now, under whichever role it is asked. */
export async function hashOf(requestId: string): Promise<string> {
  const request = await db().request.findUniqueOrThrow({ where: { id: requestId } });
  return contentHash(await requestContent(db(), request));
}

/** Says yes or no to what is shown of a request now. */
export function say(stage: Stage, who: Who, requestId: string, verdict: "approve" | "deny" = "approve") {
  return stage.person(who, async (doing) =>
    decideRequest(doing, {
      requestId,
      verdict,
      contentHash: await hashOf(requestId),
      comment: verdict === "deny" ? "Use the replica." : "",
      grantedMinutes: 60,
    }),
  );
}

/** A request with the grant that it became. */
export function requestOf(stage: Stage, id: string) {
  return stage.as("worker", () =>
    db().request.findUniqueOrThrow({ where: { id }, include: { grant: true } }),
  );
}

/** What the letters of one kind about a request would say now, by whom they are for. */
export async function lettersOf(
  stage: Stage,
  requestId: string,
  kind: LetterKind,
): Promise<Map<string, LetterContent>> {
  return stage.worker(async ({ now }) => {
    const rows = await db().letter.findMany({ where: { requestId, kind }, orderBy: { createdAt: "asc" } });
    const composed = new Map<string, LetterContent>();
    for (const { id, recipientId } of rows) {
      const content = await composeLetter(await readLetter(id), { now, zone: "UTC", baseUrl });
      if (!("superseded" in content)) composed.set(recipientId, content);
    }
    return composed;
  });
}

/** The tokens in the letters that ask somebody to decide, by whom they are for. */
export async function tokensOf(stage: Stage, requestId: string): Promise<Map<string, string>> {
  const letters = await lettersOf(stage, requestId, "decision_asked");
  return new Map(
    [...letters].map(([recipient, { button }]) => [recipient, button.url.slice(`${baseUrl}/decide/`.length)]),
  );
}
