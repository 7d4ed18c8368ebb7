import { describe, expect, test } from "vitest";
import { html } from "#lib/html.ts";
import { alarmLetter } from "./alarm-letter.ts";
import {
  alarmOf,
  asked,
  askedAtLength,
  everyLetter,
  matters,
  page,
  setting,
} from "./every-letter.fixture.ts";
import { subjectOf } from "./letter.ts";
import { letterHtml } from "./letter-html.ts";
import { letterText } from "./letter-text.ts";
import {
  decisionsAsked,
  firstFew,
  grantActive,
  grantEnded,
  type Matter,
  requestApproved,
} from "./letters.ts";
import { quoted } from "./quoted.ts";

const matter = matters.short;

test("the subject is the sentence", () => {
  expect(subjectOf(asked(matter))).toBe(
    "Leo Marchetti asks for PaymentsOperator in payments-prod for 1 hour",
  );
});

describe("the letters about more time", () => {
  const endsAt = new Date("2026-11-24T14:30:00Z");
  const more: Matter = {
    ...matter,
    startsAt: endsAt,
    extends: { number: 20400, askedMinutes: 240, until: endsAt, inAllMinutes: 300 },
  };
  const until = new Date("2026-11-24T15:30:00Z");

  test("say to the approver until when it runs, how long it was asked for, and how long all would last", () => {
    expect(subjectOf(asked(more))).toBe(
      "Leo Marchetti asks for 1 hour more of PaymentsOperator in payments-prod",
    );
    expect(letterText(asked(more), "Halden").replaceAll(/\n {15}/g, " ")).toContain(
      "R-20400, asked for 4 h, which runs until Tue 24 Nov, 15:30 CET; with this 5 h in all",
    );
  });

  test("say to the holder from when and until when it goes on", () => {
    const yes = {
      by: "Priya Raghunathan",
      minutes: 60,
      comment: "",
      toCome: { startsAt: endsAt, endsAt: until },
    };
    const approved = requestApproved(more, page, yes, setting);
    expect(subjectOf(approved)).toBe(
      "Priya Raghunathan approved PaymentsOperator in payments-prod for 1 hour more",
    );
    expect(approved.preview).toBe("It goes on Tue 24 Nov, 15:30 CET and ends Tue 24 Nov, 16:30 CET.");
  });

  test("lead on to the console where a page of it was asked for", () => {
    const grant = {
      startsAt: endsAt,
      endsAt: until,
      sessionsUntil: until,
      isPreexisting: false,
      by: "Priya",
    };
    const label = (leadsOn: boolean) => grantActive(more, page, { ...grant, leadsOn }, setting).button.label;
    expect([label(true), label(false)]).toEqual(["Open console", "Open the role"]);
  });
});

test("the letter to an approver says what is asked, for how long, and what the link does", () => {
  expect(letterText(asked(matter), "Halden")).toMatchInlineSnapshot(`
    "Gatehouse at Halden

    Leo Marchetti asks for PaymentsOperator in payments-prod for 1 hour.

    > “Replay 312 stuck refunds.”
    > Leo Marchetti

    from your yes
    ends 1 h later
    sessions 2 h more

    Allows         Restart the payment services. By CloudWatchReadOnlyAccess
                   and an inline policy (ecs and sqs).
    Has there now  ReadOnlyAccess, standing, through payments-engineers
    Account        payments-prod, 402917730156
    Role           PaymentsOperator
    Ticket         PAY-4471
    Asked          Tue 24 Nov, 14:24 CET
    Lapses         Wed 25 Nov, 14:24 CET
    Also asked     Jonas Weidmann. The first answer decides.

    Look and decide:
    https://gatehouse.halden.example/decide/t0ken

    Opening the link decides nothing; you confirm on the page. It is for you
    alone and shows exactly request R-20418, revision 3f9a 71c2. Did you not
    expect this? Leave it: it lapses by itself.

    -- 
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
    { label: "Still", value: "A removal is blocked. Since Tue 24 Nov, 13:30 CET. Read what AWS answered." },
    { label: "Alarm", value: "No worker lives. Since Tue 24 Nov, 13:30 CET. Read what AWS answered." },
    { label: "Over", value: "AWS was not read. Until Tue 24 Nov, 14:00 CET." },
  ]);
});

test("the letter at the end says until when sessions may live", () => {
  const ended = grantEnded(
    matter,
    page,
    {
      at: new Date("2026-11-24T13:30:00Z"),
      reason: "end-reached",
      byName: null,
      sessionsUntil: new Date("2026-11-24T15:30:00Z"),
    },
    setting,
  );
  expect(ended.facts).toContainEqual({
    label: "Open sessions",
    value: "A session that was open then may live until Tue 24 Nov, 16:30 CET.",
  });
});

test("the letter to an approver names what is grave, the stage, and whose yes there is", () => {
  const { facts } = askedAtLength(matter);
  expect(facts).toEqual(
    expect.arrayContaining([
      {
        label: "Administrator",
        value: "as strong as one: AdministratorAccess, limited by a boundary",
        isGrave: true,
      },
      { label: "Production", value: "looks like it: tag environment: prod", isGrave: true },
      { label: "Stage", value: "2 of 3" },
      { label: "Agreed so far", value: "Priya Raghunathan and Leo Marchetti" },
      {
        label: "Also asked",
        value:
          "Jonas Weidmann, Leila Haddad, Leo Marchetti, Marit Solheim, Amara Diallo and 2 others. 2 people have to agree; one no decides.",
      },
    ]),
  );
});

test("a later start is told with its day, its end and their zone", () => {
  const { window, preview } = asked({ ...matter, startsAt: new Date("2026-12-01T07:00:00Z") });
  expect(window).toEqual({
    start: "from Tue 1 Dec, 08:00 CET",
    end: "ends Tue 1 Dec, 09:00 CET",
    tail: "sessions 2 h more",
  });
  expect(preview).toContain("1 hour from Tue 1 Dec, 08:00 CET");
});

describe.each(everyLetter)(
  "INJ-01 INJ-02 EML-12 the letter %s, about what somebody wrote who means harm",
  (_, letter) => {
    const source = letterHtml(letter(matters.hostile), "Halden <i>");

    test("lets nobody's words become markup", () => {
      expect(source).not.toMatch(/<(script|img|i)\b|<b>|onerror=alert\(1\)>/);
    });

    test("has a subject of one line in which what is asked for is still said", () => {
      const subject = subjectOf(letter(matters.long));
      expect(subject).not.toMatch(/[\r\n]/);
      for (const run of letter(matters.long).sentence)
        if (typeof run === "string") expect(subject).toContain(run.replace(/\.$/, "").trim());
    });
  },
);

test("html escapes values and keeps markup", () => {
  expect(html`<p title="${`"'&`}">${"<b>"}${html`<b>x</b>`}${[html`1`, html`2`]}${null}${3}</p>`.source).toBe(
    '<p title="&quot;&#39;&amp;">&lt;b&gt;<b>x</b>123</p>',
  );
});

test.each([
  ["an address", "https://evil.example/login", "https[://]evil[.]example/login"],
  ["an address without its scheme", "//evil.example", "[//]evil[.]example"],
  ["a host", "www.evil.example, a.b.example", "www[.]evil[.]example, a.b[.]example"],
  ["a host with signs of its own", "i\u2764.ws and x-.com", "i\u2764[.]ws and x-[.]com"],
  [
    "a host with dots of another script",
    "evil\u3002example \uff0eexample",
    "evil[\u3002]example \uff0eexample",
  ],
  ["a mail address", "me@evil.example", "me[@]evil[.]example"],
  ["a mail address with a sign of another script", "me\uff20evil", "me[\uff20]evil"],
  ["what opens another program", "mailto:x tel:+47 MS-Word:ofe", "mailto[:]x tel[:]+47 MS-Word[:]ofe"],
  ["a share of Windows", "see \\\\evil\\share", "see [\\\\]evil\\share"],
  [
    "an address with joints that cannot be seen",
    "https:\u200b//evil\u2060.example",
    "https[://]evil[.]example",
  ],
  ["what is bracketed already, as it is", "https[://]evil[.]example", "https[://]evil[.]example"],
  [
    "prose, as it is",
    "It costs 3.5 k. Done, e.g. at 14:30; J.R. Smith.",
    "It costs 3.5 k. Done, e.g. at 14:30; J.R. Smith.",
  ],
  ["an ARN, as it is", "arn:aws:iam::123456789012:role/x", "arn:aws:iam::123456789012:role/x"],
])("EML-12 INJ-06 of other people's words a letter shows %s", (_, words, shown) => {
  expect(quoted(words)).toBe(shown);
  expect(quoted(quoted(words))).toBe(shown);
});

test("EML-12 whoever's words have brackets put in them, the reader is told why", () => {
  const of = (reason: string) => letterText(asked({ ...matter, reason }), "Halden").replaceAll(/\s+> /g, " ");
  expect(of("See evil.example")).toContain("Brackets keep an address in it from being a link.");
  expect(of("See [1] in the runbook.")).not.toContain("Brackets");
});

test("a list that is too long for a letter says how much is left out", () => {
  expect(firstFew(["a", "b", "c"], 2)).toEqual(["a", "b", "and 1 more way"]);
  expect(firstFew(["a", "b"], 2)).toEqual(["a", "b"]);
});
