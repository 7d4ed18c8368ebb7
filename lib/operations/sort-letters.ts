import { POST_WINDOW_MS, sortPost } from "#lib/core/sort-post.ts";
import { type Db, db } from "#lib/db/client.ts";

const MOST_READERS = 100;

type Due = { id: string; isReminder: boolean; lapsesAt: Date; heldUntil: Date | null };

/**
 * Settles for every due letter that asks for a decision which mail it goes in, or until when it is kept back, reader by reader. What is settled stays so,
 * however often the mail is tried. Two workers sort one reader's letters one after the other.
 * @param most how many mails a reader gets within a quarter of an hour before letters are kept back
 */
export async function sortLetters(now: Date, most: number): Promise<void> {
  const readers = await db().$queryRaw<{ id: string }[]>`
    select recipient_id as id from letter
    where state = 'queued' and kind = 'decision-asked' and mail_id is null and due_at <= ${now}
    group by recipient_id order by min(due_at) limit ${MOST_READERS}`;
  for (const { id } of readers) await db().$transaction((tx) => sortFor(tx, id, now, most));
}

async function sortFor(tx: Db, recipientId: string, now: Date, most: number): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`post:${recipientId}`}, 0))`;
  // What was settled meanwhile is told to nobody, so that it neither gathers others nor counts.
  await tx.$executeRaw`
    update letter l set mail_id = l.id, let_go_at = ${now} from request r
    where r.id = l.request_id and r.state <> 'pending' and l.recipient_id = ${recipientId}
      and l.state = 'queued' and l.kind = 'decision-asked' and l.mail_id is null and l.due_at <= ${now}`;
  const due = await tx.$queryRaw<Due[]>`
    select l.id::text as id, r.lapses_at as "lapsesAt", l.held_until as "heldUntil",
      exists (select from letter e where e.kind = 'decision-asked' and e.recipient_id = l.recipient_id
        and e.request_id = l.request_id and e.id <> l.id and e.created_at < l.created_at) as "isReminder"
    from letter l join request r on r.id = l.request_id
    where l.recipient_id = ${recipientId} and l.state = 'queued' and l.kind = 'decision-asked' and l.mail_id is null
      and l.due_at <= ${now}
      -- Of what was asked together the first letter tells; the others go with it, or later.
      and not exists (
        select from letter f join request fr on fr.id = f.request_id
        where fr.bundle_id = r.bundle_id and fr.bundle_place < r.bundle_place and fr.state = 'pending'
          and f.recipient_id = l.recipient_id and f.kind = l.kind and f.occasion = l.occasion and f.state = 'queued')
    order by l.created_at, l.id`;
  const others = await tx.letter.aggregate({
    where: { recipientId, state: "queued", kind: "decision_asked", mailId: null, dueAt: { gt: now } },
    _max: { dueAt: true },
  });
  const letGo = await tx.$queryRaw<{ at: Date }[]>`
    select max(l.let_go_at) as at from letter l join request r on r.id = l.request_id
    where l.recipient_id = ${recipientId} and l.let_go_at > ${new Date(now.getTime() - POST_WINDOW_MS)}
      and (l.state = 'sent' or (l.state = 'queued' and r.state = 'pending'))
    group by l.mail_id`;
  const { go, hold } = sortPost({
    due,
    othersHeldUntil: others._max.dueAt,
    mailsLetGo: letGo.map(({ at }) => at),
    most,
    now,
  });
  for (const ids of go) {
    const [mailId] = ids;
    if (mailId === undefined) continue;
    await tx.letter.updateMany({
      where: { id: { in: [...ids] }, state: "queued", mailId: null },
      data: { mailId, letGoAt: now },
    });
  }
  for (const { id, until } of hold) {
    await tx.letter.updateMany({
      where: { id, state: "queued", mailId: null },
      data: { heldUntil: until, dueAt: until },
    });
  }
}
