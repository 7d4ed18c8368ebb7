import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { db } from "#lib/db/client.ts";
import type { Prisma } from "#lib/db/generated/client.ts";
import type { LetterKind } from "#lib/db/generated/enums.ts";
import { record } from "#lib/db/record.ts";
import { reach } from "#lib/failpoint.ts";
import { type Letter, type LetterContent, subjectOf } from "#lib/mail/letter.ts";
import { letterHtml } from "#lib/mail/letter-html.ts";
import { letterText } from "#lib/mail/letter-text.ts";
import { BadAddress, type Mailer } from "#lib/mail/transport.ts";
import { composeLetter, type LetterRow, readLetter } from "./compose-letter.ts";

/** What the audit calls each letter. */
const NAME = {
  decision_asked: "Request to decide",
  request_approved: "Approval",
  request_denied: "Denial",
  request_lapsed: "Lapse",
  request_invalidated: "Invalidation",
  grant_active: "Access is there",
  grant_failed: "Access could not be made",
  grant_invalidated: "Access no longer stands",
  grant_ended: "Access has ended",
  rule_change_waits: "Change of a rule to answer",
  rule_change_settled: "Change of a rule",
} as const satisfies Record<LetterKind, string>;

const CLAIM_MS = 60_000;
const AT_ONCE = 8;
const LONGEST_PAUSE_MS = 15 * 60_000;

export type PostSettings = { mailer: Mailer; baseUrl: string; organisation: string; zone: string };

/**
 * Sends the letters that are due. A letter is composed when it is sent, so a late one says what is true then, or is
 * left out when it was overtaken. A server that does not take it is tried again, with pauses up to 15 minutes.
 * @returns how many were sent, whether more may be due at once, and what went wrong with the others, for the log
 */
export async function sendLetters(
  doing: Doing<WorkerActor>,
  settings: PostSettings,
): Promise<{ sent: number; isMoreWaiting: boolean; failures: readonly Error[] }> {
  const claimedUntil = new Date(doing.now.getTime() + CLAIM_MS);
  const claimed = await db().$queryRaw<{ id: string }[]>`
    update letter set lease_until = ${claimedUntil}, attempts = attempts + 1
    where id in (
      select id from letter
      where state = 'queued' and due_at <= ${doing.now} and (lease_until is null or lease_until <= ${doing.now})
      order by due_at limit ${AT_ONCE} for update skip locked
    )
    returning id::text as id`;
  const failures: Error[] = [];
  const sent = await Promise.all(
    claimed.map(async ({ id }) => {
      try {
        return await sendOne(doing, settings, await readLetter(id));
      } catch (error) {
        failures.push(error instanceof Error ? error : new Error(String(error)));
        await putBack(doing, id, error);
        return false;
      }
    }),
  );
  return { sent: sent.filter(Boolean).length, isMoreWaiting: claimed.length === AT_ONCE, failures };
}

async function sendOne(
  doing: Doing<WorkerActor>,
  settings: PostSettings,
  letter: LetterRow,
): Promise<boolean> {
  const recipient = await db().person.findUnique({
    where: { id: letter.recipientId },
    select: { displayName: true, email: true, status: true },
  });
  if (!recipient?.email)
    return settle(doing, letter, "undeliverable", "the directory has no mail address for this person");
  const composed = await composeLetter(letter, {
    now: doing.now,
    zone: settings.zone,
    baseUrl: settings.baseUrl,
  });
  if ("superseded" in composed) return settle(doing, letter, "superseded", composed.superseded);
  try {
    await settings.mailer.send({
      to: recipient.email,
      messageId: `<${letter.id}@${new URL(settings.baseUrl).hostname}>`,
      letter: set(composed, settings.organisation),
    });
  } catch (error) {
    if (error instanceof BadAddress) return settle(doing, letter, "undeliverable", error.message);
    throw error;
  }
  await reach("letter: taken");
  await db().$transaction(async (tx) => {
    await tx.letter.updateMany({
      where: { id: letter.id, state: "queued" },
      data: { state: "sent", sentAt: doing.now, sentTo: recipient.email, leaseUntil: null, failure: null },
    });
    await recordLetter(tx, doing, letter, "letter.sent", `to ${recipient.displayName}`);
  });
  return true;
}

function set(content: LetterContent, organisation: string): Letter {
  return {
    subject: subjectOf(content),
    html: letterHtml(content, organisation),
    text: letterText(content, organisation),
  };
}

async function settle(
  doing: Doing<WorkerActor>,
  letter: LetterRow,
  state: "superseded" | "undeliverable",
  why: string,
): Promise<false> {
  await db().$transaction(async (tx) => {
    await tx.letter.updateMany({
      where: { id: letter.id, state: "queued" },
      data: { state, failure: why, leaseUntil: null },
    });
    if (state === "undeliverable") await recordLetter(tx, doing, letter, "letter.undeliverable", why);
  });
  return false;
}

function recordLetter(
  tx: Prisma.TransactionClient,
  doing: Doing<WorkerActor>,
  letter: LetterRow,
  action: "letter.sent" | "letter.undeliverable",
  cause: string,
): Promise<void> {
  return record(tx, doing, {
    action,
    target: {
      kind: "letter",
      id: letter.id,
      name: `${NAME[letter.kind]}: ${aboutOf(letter)}`,
    },
    cause,
    ...(letter.requestId && { requestId: letter.requestId }),
    ...(letter.grantId && { grantId: letter.grantId }),
    personId: letter.recipientId,
  });
}

function aboutOf({ request, ruleChange }: LetterRow): string {
  return request ? `${request.permissionSetName} in ${request.accountName}` : (ruleChange?.name ?? "");
}

async function putBack(doing: Doing<WorkerActor>, id: string, error: unknown): Promise<void> {
  const { attempts } = await db().letter.findUniqueOrThrow({ where: { id }, select: { attempts: true } });
  const pauseMs = Math.min(5_000 * 2 ** Math.min(attempts - 1, 10), LONGEST_PAUSE_MS);
  await db().letter.updateMany({
    where: { id, state: "queued" },
    data: {
      leaseUntil: null,
      dueAt: new Date(doing.now.getTime() + pauseMs),
      failure: error instanceof Error ? error.message.slice(0, 500) : "unknown",
    },
  });
}
