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
import {
  composeDigest,
  composeLetter,
  type LetterRow,
  type Mail,
  readMail,
  type Setting,
} from "./compose-letter.ts";
import { sortLetters } from "./sort-letters.ts";

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
  grant_ending: "End comes near",
} as const satisfies Record<LetterKind, string>;

const CLAIM_MS = 60_000;
const AT_ONCE = 8;
const LONGEST_PAUSE_MS = 15 * 60_000;

export type PostSettings = {
  mailer: Mailer;
  baseUrl: string;
  organisation: string;
  zone: string;
  /** How many mails that ask for decisions a reader gets within a quarter of an hour before further ones are gathered in one; 3 unless told. */
  mailsBeforeDigest?: number;
};

const USUAL_MAILS = 3;

/**
 * Sends the letters that are due, each in a mail of its own, or several that ask one reader for decisions in one. A letter is composed when it is sent, so a
 * late one says what is true then, or is left out when it was overtaken. A server that does not take it is tried again, with pauses up to 15 minutes.
 * @returns how many were sent, whether more may be due at once, and what went wrong with the others, for the log
 */
export async function sendLetters(
  doing: Doing<WorkerActor>,
  settings: PostSettings,
): Promise<{ sent: number; isMoreWaiting: boolean; failures: readonly Error[] }> {
  await sortLetters(doing.now, settings.mailsBeforeDigest ?? USUAL_MAILS);
  const claimedUntil = new Date(doing.now.getTime() + CLAIM_MS);
  const claimed = await db().$queryRaw<{ id: string }[]>`
    update letter set lease_until = ${claimedUntil}, attempts = attempts + 1
    where id in (
      select id from letter
      where state = 'queued' and due_at <= ${doing.now} and (lease_until is null or lease_until <= ${doing.now})
        and case when kind = 'decision-asked' then mail_id = id else true end
      order by due_at limit ${AT_ONCE} for update skip locked
    )
    returning id::text as id`;
  const failures: Error[] = [];
  const sent = await Promise.all(
    claimed.map(async ({ id }) => {
      try {
        return await sendMail(doing, settings, await readMail(id));
      } catch (error) {
        failures.push(error instanceof Error ? error : new Error(String(error)));
        await putBack(doing, id, error);
        return false;
      }
    }),
  );
  return { sent: sent.filter(Boolean).length, isMoreWaiting: claimed.length === AT_ONCE, failures };
}

/** Sends what one mail carries. All its letters are settled in one transaction, so that none is left behind when the first of them is. */
async function sendMail(doing: Doing<WorkerActor>, settings: PostSettings, mail: Mail): Promise<boolean> {
  const { first, others } = mail;
  const letters = [first, ...others];
  const recipient = await db().person.findUnique({
    where: { id: first.recipientId },
    select: { displayName: true, email: true },
  });
  if (!recipient?.email) return giveUp(doing, letters, "the directory has no mail address for this person");
  const { content, overtaken } = await compose(mail, {
    now: doing.now,
    zone: settings.zone,
    baseUrl: settings.baseUrl,
  });
  if (content === null) return supersede(overtaken);
  try {
    await settings.mailer.send({
      to: recipient.email,
      messageId: `<${first.id}@${new URL(settings.baseUrl).hostname}>`,
      letter: set(content, settings.organisation),
    });
  } catch (error) {
    if (error instanceof BadAddress) return giveUp(doing, letters, error.message);
    throw error;
  }
  await reach("letter: taken");
  const told = letters.filter(({ id }) => !overtaken.has(id));
  const among = told.length > 1 ? `, in one letter about ${told.length} requests` : "";
  await db().$transaction(async (tx) => {
    await tx.letter.updateMany({
      where: { id: { in: told.map(({ id }) => id) }, state: "queued" },
      data: { state: "sent", sentAt: doing.now, sentTo: recipient.email, leaseUntil: null, failure: null },
    });
    await markOvertaken(tx, overtaken);
    for (const letter of told)
      await recordLetter(tx, doing, letter, "letter.sent", `to ${recipient.displayName}${among}`);
  });
  return true;
}

type Composed = { content: LetterContent | null; overtaken: ReadonlyMap<string, string> };

/** What a mail says now; of several letters those that were overtaken are left out, and the last that is left is a letter of its own. */
async function compose({ first, others }: Mail, setting: Setting): Promise<Composed> {
  if (others.length === 0) return composeOne(first, setting);
  const letters = [first, ...others];
  const digest = await composeDigest(letters, setting);
  const [only, ...more] = letters.filter(({ id }) => !digest.overtaken.has(id));
  if (only === undefined || more.length > 0) return digest;
  const alone = await composeOne(only, setting);
  return { ...alone, overtaken: new Map([...digest.overtaken, ...alone.overtaken]) };
}

async function composeOne(letter: LetterRow, setting: Setting): Promise<Composed> {
  const composed = await composeLetter(letter, setting);
  return "superseded" in composed
    ? { content: null, overtaken: new Map([[letter.id, composed.superseded]]) }
    : { content: composed, overtaken: new Map() };
}

function set(content: LetterContent, organisation: string): Letter {
  return {
    subject: subjectOf(content),
    html: letterHtml(content, organisation),
    text: letterText(content, organisation),
  };
}

/** Leaves unsent what reaches nobody, and records it. */
async function giveUp(doing: Doing<WorkerActor>, letters: readonly LetterRow[], why: string): Promise<false> {
  await db().$transaction(async (tx) => {
    await tx.letter.updateMany({
      where: { id: { in: letters.map(({ id }) => id) }, state: "queued" },
      data: { state: "undeliverable", failure: why, leaseUntil: null },
    });
    for (const letter of letters) await recordLetter(tx, doing, letter, "letter.undeliverable", why);
  });
  return false;
}

/** Leaves unsent what was overtaken. */
async function supersede(overtaken: Composed["overtaken"]): Promise<false> {
  await db().$transaction((tx) => markOvertaken(tx, overtaken));
  return false;
}

async function markOvertaken(tx: Prisma.TransactionClient, overtaken: Composed["overtaken"]): Promise<void> {
  for (const [id, why] of overtaken)
    await tx.letter.updateMany({
      where: { id, state: "queued" },
      data: { state: "superseded", failure: why, leaseUntil: null },
    });
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
