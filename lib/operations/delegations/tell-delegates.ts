import type { Doing, WorkerActor } from "#lib/core/actor.ts";
import { db } from "#lib/db/client.ts";
import { type DelegationTold, delegationLetter } from "#lib/mail/delegation-letter.ts";
import { subjectOf } from "#lib/mail/letter.ts";
import { letterHtml } from "#lib/mail/letter-html.ts";
import { letterText } from "#lib/mail/letter-text.ts";
import { BadAddress } from "#lib/mail/transport.ts";
import { paths } from "#lib/paths.ts";
import type { PostSettings } from "../send-letters.ts";

/** Longer than any attempt takes; what could not be told, or was in the hands of a worker that died, is taken up again after it. */
const TELLING_MS = 60_000;
const AT_ONCE = 20;

type Untold = DelegationTold & { id: string; delegateId: string; toldAt: Date | null; endedAt: Date | null };

/**
 * Tells delegates by mail in whose place they decide, and when that ended early. What was over before it could be told is not told any more. It is tried again
 * every minute until the mail server takes it.
 * @returns what went wrong, for the log
 */
export async function tellDelegates(
  doing: Doing<WorkerActor>,
  settings: PostSettings,
): Promise<readonly Error[]> {
  const { now } = doing;
  const untold = await db().$queryRaw<Untold[]>`
    update delegation set telling_until = ${new Date(now.getTime() + TELLING_MS)}
    where id in (
      select id from delegation
      where (told_at is null or (ended_at is not null and told_over_at is null)) and (telling_until is null or telling_until <= ${now})
      order by created_at limit ${AT_ONCE} for update skip locked)
    returning id::text as id, delegator_name as "delegatorName", delegate_id as "delegateId", starts_at as "startsAt", ends_at as "endsAt",
      told_at as "toldAt", ended_at as "endedAt", ended_by_name as "endedByName"`;
  const faults: Error[] = [];
  for (const delegation of untold) {
    try {
      await tell(now, settings, delegation);
    } catch (error) {
      faults.push(new Error(`the delegate of ${delegation.delegatorName} was not told`, { cause: error }));
    }
  }
  return faults;
}

async function tell(now: Date, settings: PostSettings, delegation: Untold): Promise<void> {
  const { id, delegateId, toldAt, endedAt, endsAt } = delegation;
  const isOver = endedAt !== null;
  const isToBeTold = toldAt === null ? !isOver && endsAt > now : isOver;
  const delegate = await db().person.findUnique({ where: { id: delegateId }, select: { email: true } });
  if (isToBeTold && delegate?.email) await send(now, settings, delegation, delegate.email);
  const told = { toldAt: toldAt ?? now, ...(isOver && { toldOverAt: now }), tellingUntil: null };
  await db().delegation.updateMany({ where: { id, endedAt }, data: told });
}

async function send(now: Date, settings: PostSettings, delegation: Untold, to: string): Promise<void> {
  const { baseUrl, organisation, zone, mailer } = settings;
  const url = baseUrl + (delegation.endedAt === null ? paths.inbox() : paths.away());
  const content = delegationLetter(delegation, { now, zone, url });
  const part = delegation.endedAt === null ? "begun" : "over";
  const letter = {
    subject: subjectOf(content),
    html: letterHtml(content, organisation),
    text: letterText(content, organisation),
  };
  const messageId = `<delegation-${delegation.id}-${part}@${new URL(baseUrl).hostname}>`;
  try {
    await mailer.send({ to, messageId, letter });
  } catch (error) {
    // An address that is none is not better in a minute; the page tells the delegate as well.
    if (!(error instanceof BadAddress)) throw error;
  }
}
