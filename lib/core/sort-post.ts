/** A letter that asks its reader for a decision, and that no mail carries yet. */
export type WaitingLetter = {
  id: string;
  /** The reader was asked before. */
  isReminder: boolean;
  /** When the request lapses, or begins undecided: after that there is nothing to decide. */
  lapsesAt: Date;
  /** Until when it is kept back; null for one that nobody has sorted yet. */
  heldUntil: Date | null;
};

/** The post of one reader: letters that are due, and what they got or are about to get anyway. */
export type Post = {
  /** In the order in which they came. */
  due: readonly WaitingLetter[];
  /** Until when letters that are not due are kept back; null when none is. */
  othersHeldUntil: Date | null;
  /** When each mail of the last quarter of an hour was let go. */
  mailsLetGo: readonly Date[];
  /** How many mails a reader gets within a quarter of an hour before letters are kept back. */
  most: number;
  now: Date;
};

export type SortedPost = {
  /** Each goes now, as one mail. */
  go: readonly (readonly string[])[];
  /** Kept back until then. */
  hold: readonly { id: string; until: Date }[];
};

/** Within this time a reader gets so many mails, and no letter is kept back for longer. */
export const POST_WINDOW_MS = 15 * 60_000;

/** A request that lapses or begins so soon is written about at once. */
const URGENT_MS = 30 * 60_000;

/**
 * Which letters to one reader go now, which of them together, and which are kept back. One that is urgent goes at once and alone. Of the others so many go
 * within a quarter of an hour; what comes after them is kept back until that is over and goes in one mail. Reminders that are due at the same time are one
 * mail anyway. Every letter is in exactly one of the two lists.
 */
export function sortPost({ due, othersHeldUntil, mailsLetGo, most, now }: Post): SortedPost {
  const urgentFrom = ({ lapsesAt }: WaitingLetter) => lapsesAt.getTime() - URGENT_MS;
  const isUrgent = (letter: WaitingLetter) => urgentFrom(letter) <= now.getTime();
  const urgent = due.filter(isUrgent).map(({ id }) => [id]);
  const others = due.filter((letter) => !isUrgent(letter));
  if (others.some(({ heldUntil }) => heldUntil !== null))
    return { go: [...urgent, others.map(({ id }) => id)], hold: [] };

  const reminders = others.filter(({ isReminder }) => isReminder);
  const units = [
    ...(reminders.length > 0 ? [reminders] : []),
    ...others.filter(({ isReminder }) => !isReminder).map((letter) => [letter]),
  ];
  const letGo = [...mailsLetGo, ...urgent.map(() => now)];
  const room = Math.max(0, most - letGo.length);
  const first = Math.min(now.getTime(), ...letGo.map((at) => at.getTime()));
  const until = othersHeldUntil?.getTime() ?? first + POST_WINDOW_MS;
  return {
    go: [...urgent, ...units.slice(0, room).map((unit) => unit.map(({ id }) => id))],
    hold: units.slice(room).flatMap((unit) =>
      unit.map((letter) => ({
        id: letter.id,
        until: new Date(Math.min(until, urgentFrom(letter))),
      })),
    ),
  };
}
