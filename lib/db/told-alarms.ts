import { db } from "./client.ts";
import { Prisma } from "./generated/client.ts";

export type Way = "mail" | "hook";

/** An alarm that one worker has in hand to tell: how it stands, and whether it was told before. */
export type UntoldAlarm = {
  id: string;
  kind: string;
  subject: string;
  grantId: string | null;
  summary: string;
  openedAt: Date;
  closedAt: Date | null;
  isRepeated: boolean;
};

const columns = {
  mail: { toldAt: Prisma.raw("mailed_at"), heldUntil: Prisma.raw("mail_held_until") },
  hook: { toldAt: Prisma.raw("hooked_at"), heldUntil: Prisma.raw("hook_held_until") },
} as const satisfies Record<Way, { toldAt: Prisma.Sql; heldUntil: Prisma.Sql }>;

const HOUR_MS = 3_600_000;
/** Longer than any attempt takes; what could not be told, or was in the hands of a worker that died, is taken up again after it. */
const HELD_MS = 60_000;

/**
 * Takes alarms in hand that have to be told one way: those that opened, that stand for another hour since they were told, or that are over and
 * were told before. Nobody else takes them up for a minute. One that is over before it could be told is not told any more.
 * @param most at most so many, the oldest first
 */
export async function takeUntold(way: Way, now: Date, most: number): Promise<readonly UntoldAlarm[]> {
  const { toldAt, heldUntil } = columns[way];
  const rows = await db().$queryRaw<UntoldAlarm[]>`
    update alarm set ${heldUntil} = ${new Date(now.getTime() + HELD_MS)}
    where id in (
      select id from alarm
      where (${heldUntil} is null or ${heldUntil} <= ${now})
        and case when closed_at is null then ${toldAt} is null or ${toldAt} <= ${new Date(now.getTime() - HOUR_MS)} else ${toldAt} <= closed_at end
      order by opened_at limit ${most} for update skip locked)
    returning id::text as id, kind, subject, grant_id::text as "grantId", summary, opened_at as "openedAt", closed_at as "closedAt",
      ${toldAt} is not null as "isRepeated"`;
  return rows.toSorted((one, other) => one.openedAt.getTime() - other.openedAt.getTime());
}

/** Marks alarms as told, as they stood when they were taken in hand: one that was closed since is still to be told as over. */
export async function markTold(way: Way, alarms: readonly UntoldAlarm[], now: Date): Promise<void> {
  const { toldAt, heldUntil } = columns[way];
  const over = alarms.filter(({ closedAt }) => closedAt).map(({ id }) => id);
  await db().$executeRaw`
    update alarm set ${heldUntil} = null,
      ${toldAt} = case when id::text = any(${over}) then greatest(${now}, closed_at + interval '1 millisecond') else ${now} end
    where id::text = any(${alarms.map(({ id }) => id)})`;
}
