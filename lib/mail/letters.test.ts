import { describe, expect, test } from "vitest";
import { html } from "#lib/html.ts";
import { alarmLetter, type ToldAlarm } from "./alarm-letter.ts";
import type { LetterContent } from "./letter.ts";
import { subjectOf } from "./letter.ts";
import { letterHtml } from "./letter-html.ts";
import { letterText } from "./letter-text.ts";
import {
  decisionAsked,
  decisionsAsked,
  firstFew,
  grantActive,
  grantEnded,
  grantNotMade,
  type Matter,
  requestApproved,
  requestDenied,
  requestLapsed,
} from "./letters.ts";
import { quoted } from "./quoted.ts";

const setting = { now: new Date("2026-11-24T13:30:00Z"), zone: "Europe/Berlin" };
const matter: Matter = {
  requesterName: "Leo Marchetti",
  permissionSetName: "PaymentsOperator",
  accountName: "payments-prod",
  accountId: "402917730156",
  number: 20418,
  minutes: 60,
  sessionMinutes: 120,
  reason: "Replay 312 stuck refunds.",
  ticket: "PAY-4471",
  ruleName: "Payments on call",
  startsAt: null,
  askedAt: new Date("2026-11-24T13:24:00Z"),
  lapsesAt: new Date("2026-11-25T13:24:00Z"),
};
const link = "https://gatehouse.halden.example/decide/t0ken";
const page = "https://gatehouse.halden.example/requests/1";
const hostile: Matter = {
  ...matter,
  requesterName: `<script>alert(1)</script>\r\nBcc: all@halden.example`,
  reason: `"><img src=x onerror=alert(1)> https://evil.example/login and www.evil.example, mail me@evil.example`,
  ticket: "<b>PAY</b>",
};

const asked = (of: Matter) =>
  decisionAsked(of, setting, {
    alsoAsked: ["Jonas Weidmann"],
    agreedSoFar: [],
    missing: 1,
    isAgain: false,
    holdsNow: ["ReadOnlyAccess, standing, through payments-engineers"],
    url: link,
    contentHash: "3f9a71c2ffff",
  });

const alarmOf = (summary: string): ToldAlarm => ({
  summary,
  whatToDo: "Read what AWS answered.",
  openedAt: new Date("2026-11-24T12:30:00Z"),
  closedAt: null,
  isRepeated: false,
});

const letters: [string, (of: Matter) => LetterContent][] = [
  ["decision-asked", asked],
  [
    "request-approved",
    (of) => requestApproved(of, page, { by: "Priya Raghunathan", minutes: 30, comment: of.reason }),
  ],
  ["request-denied", (of) => requestDenied(of, page, { by: "Priya Raghunathan", comment: of.reason })],
  ["request-lapsed", (of) => requestLapsed(of, page, setting)],
  [
    "grant-active",
    (of) =>
      grantActive(
        of,
        page,
        {
          startsAt: setting.now,
          endsAt: new Date("2026-11-24T14:30:00Z"),
          sessionsUntil: new Date("2026-11-24T16:30:00Z"),
          isPreexisting: false,
          by: "Priya Raghunathan",
        },
        setting,
      ),
  ],
  [
    "grant-ended",
    (of) =>
      grantEnded(
        of,
        page,
        {
          at: setting.now,
          reason: "end-reached",
          byName: null,
          sessionsUntil: new Date("2026-11-24T15:30:00Z"),
        },
        setting,
      ),
  ],
  [
    "grant-failed",
    (of) => grantNotMade(of, page, { reason: "create-failed", detail: of.reason, isRequester: true }),
  ],
  [
    "decisions-asked",
    (of) => {
      const { number, requesterName, permissionSetName, accountName, minutes, lapsesAt } = of;
      const line = { number, requesterName, permissionSetName, accountName, minutes, lapsesAt };
      return decisionsAsked([line, { ...line, number: number + 1 }], setting, page);
    },
  ],
  ["alarm", (of) => alarmLetter([alarmOf(of.reason)], { ...setting, url: page })],
  [
    "alarms",
    (of) =>
      alarmLetter([alarmOf(of.reason), { ...alarmOf(of.requesterName), closedAt: setting.now }], {
        ...setting,
        url: page,
      }),
  ],
];

test("the subject is the sentence", () => {
  expect(subjectOf(asked(matter))).toBe(
    "Leo Marchetti asks for PaymentsOperator in payments-prod for 1 hour",
  );
});

test("the letter to an approver says what is asked, for how long, and what the link does", () => {
  expect(letterText(asked(matter), "Halden")).toMatchInlineSnapshot(`
    "Leo Marchetti asks for PaymentsOperator in payments-prod for 1 hour.

    > “Replay 312 stuck refunds.”
    > Leo Marchetti

    your yes
    ends 1 h later
    sessions 2 h more

    Account        payments-prod, 402917730156
    Role           PaymentsOperator
    Ticket         PAY-4471
    Has there now  ReadOnlyAccess, standing, through payments-engineers
    Asked          14:24 CET; lapses Wed 25 Nov, 14:24 CET
    Also asked     Jonas Weidmann. The first answer decides.

    Look and decide:
    https://gatehouse.halden.example/decide/t0ken

    Opening the link decides nothing; you confirm on the page. It is for you
    alone and shows exactly request R-20418, revision 3f9a 71c2. Did you not
    expect this? Leave it: it lapses by itself.

    -- 
    Gatehouse at Halden
    You get this because the rule Payments on call names you or a group of
    yours.
    "
  `);
});

test("the letter about many requests tells the next to lapse first, and how many more there are", () => {
  const line = (number: number) => ({
    ...matter,
    number,
    lapsesAt: new Date(matter.lapsesAt.getTime() - number * 60_000),
  });
  const content = decisionsAsked(
    Array.from({ length: 42 }, (_, index) => line(index + 1)),
    setting,
    page,
  );
  expect(subjectOf(content)).toBe("42 requests wait for your decision");
  expect(content.facts[0]?.label).toBe("R-42");
  expect(content.facts).toHaveLength(41);
  expect(content.facts.at(-1)).toEqual({ label: "And", value: "2 more requests" });
});

test("the letter about several alarms says what stands before what is over", () => {
  const over = {
    ...alarmOf("AWS was not read."),
    closedAt: new Date("2026-11-24T13:00:00Z"),
    isRepeated: true,
  };
  const still = { ...alarmOf("A removal is blocked."), isRepeated: true };
  const content = alarmLetter([over, still, alarmOf("No worker lives.")], { ...setting, url: page });
  expect(subjectOf(content)).toBe("2 alarms stand, 1 is over");
  expect(content.facts).toEqual([
    { label: "Still", value: "A removal is blocked. Since 13:30 CET. Read what AWS answered." },
    { label: "Alarm", value: "No worker lives. Since 13:30 CET. Read what AWS answered." },
    { label: "Over", value: "AWS was not read. Until 14:00 CET." },
  ]);
});

test("the letter at the end says until when sessions may live", () => {
  const [, ended] = letters[5] ?? [];
  expect(letterText(ended?.(matter) ?? asked(matter), "Halden")).toContain(
    "A session that was open then may live until 16:30 CET.",
  );
});

describe.each(letters)("INJ-01 INJ-02 EML-12 the letter %s", (_, letter) => {
  const source = letterHtml(letter(hostile), "Halden <i>");
  const text = letterText(letter(hostile), "Halden <i>");

  test("holds one link, and it is ours", () => {
    expect([...source.matchAll(/href="([^"]*)"/g)].map((match) => match[1])).toEqual([
      letter(hostile).button.url,
    ]);
    expect([...text.matchAll(/https?:\/\/\S+/g)].map((match) => match[0])).toEqual([
      letter(hostile).button.url,
    ]);
    expect(source).not.toMatch(/www\.evil|@evil\.example/);
  });

  test("lets nobody's words become markup or a header", () => {
    expect(source).not.toMatch(/<(script|img|i|b)>|<img|onerror=alert\(1\)>/);
    expect(subjectOf(letter(hostile))).not.toMatch(/[\r\n]/);
  });

  test("loads nothing from outside", () => {
    expect(source).not.toMatch(/<(img|link|script|iframe|style)|url\(/i);
  });
});

test("html escapes values and keeps markup", () => {
  expect(html`<p title="${`"'&`}">${"<b>"}${html`<b>x</b>`}${[html`1`, html`2`]}${null}${3}</p>`.source).toBe(
    '<p title="&quot;&#39;&amp;">&lt;b&gt;<b>x</b>123</p>',
  );
});

test("quoted words keep their meaning, and stop being addresses", () => {
  expect(quoted("see docs at a.b.example, costs 3.5 k. Done.").replaceAll("\u2060", "")).toBe(
    "see docs at a.b.example, costs 3.5 k. Done.",
  );
  expect(quoted("https://evil.example")).not.toMatch(/https:\/\/|evil\.example/);
});

test("a list that is too long for a letter says how much is left out", () => {
  expect(firstFew(["a", "b", "c"], 2)).toEqual(["a", "b", "and 1 more way"]);
  expect(firstFew(["a", "b"], 2)).toEqual(["a", "b"]);
});
