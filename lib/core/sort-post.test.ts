import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { POST_WINDOW_MS, type Post, sortPost, type WaitingLetter } from "./sort-post.ts";

const now = new Date("2026-11-27T12:00:00Z");
const minutes = (count: number) => new Date(now.getTime() + count * 60_000);
const letter = (id: string, rest: Partial<WaitingLetter> = {}): WaitingLetter => ({
  id,
  isReminder: false,
  lapsesAt: minutes(24 * 60),
  heldUntil: null,
  ...rest,
});
const post: Post = { due: [], othersHeldUntil: null, mailsLetGo: [], most: 3, now };
const reminder = (id: string) => letter(id, { isReminder: true });
const urgent = (id: string) => letter(id, { lapsesAt: minutes(30) });
const ripe = (id: string) => letter(id, { heldUntil: now });

describe("EML-12 EML-14 of the letters that ask one reader for decisions", () => {
  test.each<[string, Partial<Post>, string[][], string[]]>([
    [
      "the first three go at once, each alone",
      { due: ["a", "b", "c"].map((id) => letter(id)) },
      [["a"], ["b"], ["c"]],
      [],
    ],
    [
      "the fourth is kept back",
      { due: ["a", "b", "c", "d"].map((id) => letter(id)) },
      [["a"], ["b"], ["c"]],
      ["d"],
    ],
    [
      "one more is kept back after three mails",
      { due: [letter("a")], mailsLetGo: [minutes(-9), minutes(-5), minutes(-1)] },
      [],
      ["a"],
    ],
    [
      "those kept back go together when it is time",
      { due: [ripe("a"), ripe("b")], mailsLetGo: [minutes(-9), minutes(-5), minutes(-1)] },
      [["a", "b"]],
      [],
    ],
    [
      "one that comes just then goes with them",
      { due: [ripe("a"), letter("b"), reminder("c")] },
      [["a", "b", "c"]],
      [],
    ],
    [
      "an urgent one goes at once, whatever went before",
      { due: [letter("a"), urgent("b")], mailsLetGo: [now, now, now] },
      [["b"]],
      ["a"],
    ],
    [
      "an urgent one goes alone, among those kept back too",
      { due: [ripe("a"), { ...ripe("b"), lapsesAt: minutes(20) }, ripe("c")] },
      [["b"], ["a", "c"]],
      [],
    ],
    [
      "an urgent one counts as a mail",
      { due: [urgent("a"), letter("b")], mailsLetGo: [now, now] },
      [["a"]],
      ["b"],
    ],
    ["reminders go together", { due: [reminder("a"), reminder("b"), letter("c")] }, [["a", "b"], ["c"]], []],
    [
      "reminders are kept back together",
      { due: [reminder("a"), reminder("b")], mailsLetGo: [now, now, now] },
      [],
      ["a", "b"],
    ],
    ["nothing goes when nothing is due", {}, [], []],
  ])("%s", (_, change, go, hold) => {
    const sorted = sortPost({ ...post, ...change });
    expect(sorted.go).toEqual(go);
    expect(sorted.hold.map(({ id }) => id)).toEqual(hold);
  });

  test.each<[string, Partial<Post>, Date]>([
    [
      "a quarter of an hour after the first of the mails before it",
      { mailsLetGo: [minutes(-9), minutes(-5), now] },
      minutes(6),
    ],
    [
      "until those go that are kept back already",
      { mailsLetGo: [minutes(-4), now, now], othersHeldUntil: minutes(3) },
      minutes(3),
    ],
    [
      "at the latest until it is urgent",
      { due: [letter("a", { lapsesAt: minutes(37) })], mailsLetGo: [now, now, now] },
      minutes(7),
    ],
  ])("one is kept back %s", (_, change, until) => {
    expect(sortPost({ ...post, due: [letter("a")], ...change }).hold).toEqual([{ id: "a", until }]);
  });
});

test("whatever comes, every letter goes once or is kept back for a quarter of an hour at most, and nobody gets a fourth mail that is not urgent", () => {
  const anyLetter = fc.record({
    isReminder: fc.boolean(),
    lapsesIn: fc.integer({ min: -10, max: 300 }),
    isRipe: fc.boolean(),
  });
  const anyPost = fc.record({
    letters: fc.array(anyLetter, { maxLength: 12 }),
    mailsAgo: fc.array(fc.integer({ min: 0, max: 14 }), { maxLength: 6 }),
    othersIn: fc.option(fc.integer({ min: 1, max: 15 })),
  });
  fc.assert(
    fc.property(anyPost, ({ letters, mailsAgo, othersIn }) => {
      const due = letters.map(({ isReminder, lapsesIn, isRipe }, index) =>
        letter(String(index), { isReminder, lapsesAt: minutes(lapsesIn), heldUntil: isRipe ? now : null }),
      );
      const mailsLetGo = mailsAgo.map((ago) => minutes(-ago));
      const { go, hold } = sortPost({
        ...post,
        due,
        mailsLetGo,
        othersHeldUntil: othersIn === null ? null : minutes(othersIn),
      });
      expect([...go.flat(), ...hold.map(({ id }) => id)].toSorted()).toEqual(
        due.map(({ id }) => id).toSorted(),
      );
      for (const { until } of hold) {
        expect(until.getTime()).toBeGreaterThan(now.getTime());
        expect(until.getTime()).toBeLessThanOrEqual(now.getTime() + POST_WINDOW_MS);
      }
      const urgentIds = new Set(due.filter(({ lapsesAt }) => lapsesAt <= minutes(30)).map(({ id }) => id));
      const calm = go.filter((ids) => !ids.every((id) => urgentIds.has(id)));
      const isRipe = due.some(({ id, heldUntil }) => heldUntil !== null && !urgentIds.has(id));
      expect(calm.length).toBeLessThanOrEqual(isRipe ? 1 : Math.max(0, 3 - mailsLetGo.length));
    }),
  );
});
