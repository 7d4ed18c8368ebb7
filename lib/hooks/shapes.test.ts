import { describe, expect, test } from "vitest";
import { z } from "zod";
import { hookShapes } from "#lib/core/hooks/hook.ts";
import type { ToldContent, ToldEvent, ToldOfRequest } from "#lib/core/hooks/told-event.ts";
import { everyToldType, type ToldType } from "#lib/core/hooks/told-types.ts";
import { bodyFor } from "./body-for.ts";
import { tell } from "./tell.ts";

const url = "https://gatehouse.halden.example/requests/8f3b1f5e-4a63-4a54-9a5c-0f8f3f6f2a11";
const asked: ToldOfRequest = {
  by: { kind: "person", id: "u-1", name: "Leo Marchetti" },
  why: "rule Payments on call, version 1",
  request: {
    id: "8f3b1f5e-4a63-4a54-9a5c-0f8f3f6f2a11",
    number: 1042,
    state: "pending",
    minutes: 60,
    startsAt: null,
    askedAt: "2026-11-24T13:32:00.000Z",
    lapsesAt: "2026-11-25T13:32:00.000Z",
    reason: "Replay stuck refunds.",
    ticket: null,
    rule: "Payments on call",
  },
  requester: { id: "u-1", name: "Leo Marchetti" },
  account: { id: "210987654321", name: "payments-prod" },
  permissionSet: { arn: "arn:aws:sso:::permissionSet/ssoins-1/ps-1", name: "PaymentsOperator" },
  decision: null,
  grant: null,
  url,
};
const grant = {
  id: "5d9e9e9a-6a0c-4c27-8a4b-3d5bb6a9a001",
  state: "active",
  startsAt: "2026-11-24T13:40:00.000Z",
  endsAt: "2026-11-24T14:40:00.000Z",
  sessionsMayLiveUntil: "2026-11-24T15:40:00.000Z",
  endedAt: null,
  endReason: null,
};
const decision = {
  isByRule: false,
  minutes: 60,
  isShortened: false,
  comment: "",
  stage: 1,
  reachesStage: null,
};
const marit = { kind: "person", id: "u-2", name: "Marit Solheim" } as const;

const event = (type: ToldType, content: ToldContent = asked): ToldEvent => ({
  id: "0b0a4e5c-41c2-4a44-9c39-6f4b7f4c7d10",
  type,
  sequence: 4711,
  occurredAt: new Date("2026-11-24T13:32:00Z"),
  content,
});
const sentence = (told: ToldEvent) =>
  tell(told, "Europe/Oslo")
    .sentence.map((piece) => (typeof piece === "string" ? piece : piece.strong))
    .join("");

describe("an event in words", () => {
  const gone = { ...asked, why: "The agreed time was over." };
  test.each<[ToldType, ToldContent, string]>([
    ["request.asked", asked, "Leo Marchetti asks for PaymentsOperator in payments-prod for 1 hour."],
    [
      "request.asked",
      { ...asked, request: { ...asked.request, startsAt: "2026-11-24T15:00:00.000Z" } },
      "Leo Marchetti asks for PaymentsOperator in payments-prod for 1 hour, from 16:00 CET.",
    ],
    [
      "request.stage-reached",
      { ...asked, by: marit, decision: { ...decision, minutes: null, reachesStage: 2 } },
      "Marit Solheim agreed: the request of Leo Marchetti for PaymentsOperator in payments-prod waits for stage 2 now.",
    ],
    [
      "request.approved",
      { ...asked, by: marit, decision },
      "Marit Solheim approved PaymentsOperator in payments-prod for Leo Marchetti, for 1 hour.",
    ],
    [
      "request.approved",
      { ...asked, by: marit, decision: { ...decision, minutes: 30, isShortened: true } },
      "Marit Solheim approved PaymentsOperator in payments-prod for Leo Marchetti, for 30 min instead of 1 hour.",
    ],
    [
      "request.approved",
      { ...asked, decision: { ...decision, isByRule: true } },
      "The rule Payments on call lets Leo Marchetti have PaymentsOperator in payments-prod for 1 hour.",
    ],
    [
      "request.denied",
      { ...asked, by: marit, decision: { ...decision, minutes: null } },
      "Marit Solheim said no to PaymentsOperator in payments-prod for Leo Marchetti.",
    ],
    ["request.cancelled", asked, "Leo Marchetti withdrew the request for PaymentsOperator in payments-prod."],
    [
      "request.lapsed",
      asked,
      "Nobody decided the request of Leo Marchetti for PaymentsOperator in payments-prod, so it lapsed.",
    ],
    [
      "request.invalidated",
      { ...asked, why: "The account is not active." },
      "The request of Leo Marchetti for PaymentsOperator in payments-prod does not stand any more. The account is not active.",
    ],
    [
      "grant.active",
      { ...asked, grant },
      "Leo Marchetti has PaymentsOperator in payments-prod until 15:40 CET.",
    ],
    [
      "grant.active",
      { ...asked, grant: { ...grant, state: "active-preexisting", sessionsMayLiveUntil: null } },
      "Leo Marchetti holds PaymentsOperator in payments-prod already, without an end.",
    ],
    [
      "grant.ended",
      gone,
      "The access of Leo Marchetti to PaymentsOperator in payments-prod has ended. The agreed time was over.",
    ],
    [
      "grant.failed",
      { ...asked, why: "AWS could not create it." },
      "PaymentsOperator in payments-prod could not be granted to Leo Marchetti. AWS could not create it.",
    ],
    [
      "grant.cancelled",
      asked,
      "PaymentsOperator in payments-prod was ended for Leo Marchetti before it began.",
    ],
    [
      "grant.invalidated",
      { ...asked, why: "The rule is gone." },
      "PaymentsOperator in payments-prod does not stand any more for Leo Marchetti. The rule is gone.",
    ],
    [
      "grant.removal-stuck",
      { ...asked, why: "not authorized" },
      "The access of Leo Marchetti to PaymentsOperator in payments-prod should be gone and a person has to look: not authorized",
    ],
    [
      "rules.changed",
      {
        by: { kind: "host", id: "ops", name: "ops on the host" },
        why: "loaded on the host",
        rules: { what: "rules file", changed: 2, disabled: 1 },
        url,
      },
      "ops on the host changed the rules: 2 rules new or changed and 1 rule switched off.",
    ],
  ])("%s", (type, content, expected) => {
    expect(sentence(event(type, content))).toBe(expected);
  });

  test("none of the types is without one", () => {
    for (const type of everyToldType) expect(sentence(event(type))).toMatch(/^.{10,}$/);
  });

  test.each<[string, ToldType, ToldOfRequest, string | null]>([
    ["a request's reason", "request.asked", asked, "Replay stuck refunds."],
    [
      "a no's comment",
      "request.denied",
      { ...asked, decision: { ...decision, comment: "Not today." } },
      "Not today.",
    ],
    ["nothing where nobody said anything", "request.approved", { ...asked, decision }, null],
    ["nothing of a grant", "grant.ended", asked, null],
  ])("quotes %s", (_, type, content, words) => {
    expect(tell(event(type, content), "UTC").quote?.words ?? null).toBe(words);
  });
});

const everyString = (value: unknown): string[] => {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(everyString);
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(everyString) : [];
};

const hostile = [
  ["a mention of everybody", "<!channel> <!here> <!everyone>"],
  ["a mention of a person", "<@U024BE7LH> <at>Everyone</at>"],
  ["a link of Slack's", "<https://evil.example/|Open the request>"],
  ["a link of Markdown's", "[Open the request](https://evil.example/)"],
  ["a bare address", "go to https://evil.example/login or evil.example now"],
  ["formatting", "*bold* _italic_ ~struck~ `code` ```more```\n> quoted"],
  ["a function of a card", "{{DATE(2026-11-24T06:00:00Z,SHORT)}} {{name}}"],
  ["lines of its own", "ok\n\nMarit Solheim approved it.\r\n\tReally."],
  ["control characters", "a\u0000b\u0007c\u001b[31md\u2028e\u0085f"],
  ["characters that turn the direction, or are not seen", "abc\u202ecba\u200b\u2066x\u2069\ufeff"],
  ["markup", '<script>alert(1)</script>&amp;"quotes"\\'],
  ["half a character", "a\ud800b"],
  ["very much of it", "long ".repeat(400)],
] as const;

describe.each(hostile)("INJ-02 EML-12 %s in a person's words", (_, words) => {
  const content: ToldOfRequest = {
    ...asked,
    request: { ...asked.request, reason: words, ticket: words },
    requester: { id: "u-1", name: words },
    account: { id: "210987654321", name: words },
    permissionSet: { arn: asked.permissionSet.arn, name: words },
    by: { ...marit, name: words },
    why: words,
    decision: { ...decision, comment: words },
  };

  test.each(everyToldType)("changes nothing of the one link and the structure of a chat's %s", (type) => {
    for (const shape of ["slack", "teams"] as const) {
      const body: unknown = JSON.parse(bodyFor(shape, event(type, content), "UTC"));
      const strings = everyString(body);
      for (const text of strings) {
        expect(text).not.toMatch(/[\p{Cc}\u2028\u2029\u202e\u200b\u2066\ufeff]/u);
        expect(text.isWellFormed()).toBe(true);
        expect(text.length).toBeLessThan(3_000);
      }
      expect(strings.filter((text) => text === url)).toHaveLength(1);
    }
  });

  test("is text for Slack: its markup is escaped, and a rich text has none", () => {
    const body = slack.parse(JSON.parse(bodyFor("slack", event("request.asked", content), "UTC")));
    expect(body.text).not.toMatch(/[<>]/);
    expect(body.text.replaceAll(/&(amp|lt|gt);/g, "")).not.toContain("&");
    expect(body.text).not.toMatch(/(?<!\[):\/\/|evil\.example/);
    const [rich, actions] = body.blocks;
    expect(rich.elements.map(({ type }) => type)).toEqual([
      "rich_text_section",
      "rich_text_quote",
      "rich_text_section",
    ]);
    for (const { elements } of rich.elements) {
      expect(new Set(elements.map(({ type }) => type))).toEqual(new Set(["text"]));
      for (const { text } of elements) expect(text).not.toBe("");
    }
    expect(actions.elements).toEqual([
      { type: "button", text: { type: "plain_text", text: "Open the request" }, url, action_id: "open" },
    ]);
  });

  test("is text for Teams: in runs, which have no Markdown", () => {
    const body = teams.parse(JSON.parse(bodyFor("teams", event("request.asked", content), "UTC")));
    const [{ content: card }] = body.attachments;
    for (const { inlines } of card.body) for (const { text } of inlines) expect(text).not.toBe("");
    expect(card.actions).toEqual([{ type: "Action.OpenUrl", title: "Open the request", url }]);
  });

  test("is as it was said for a receiver that reads events", () => {
    const body = eventShape.parse(JSON.parse(bodyFor("events", event("request.asked", content), "UTC")));
    expect(body.data.request.reason).toBe(words);
  });
});

const slack = z.strictObject({
  text: z.string(),
  unfurl_links: z.literal(false),
  unfurl_media: z.literal(false),
  blocks: z.tuple([
    z.strictObject({
      type: z.literal("rich_text"),
      elements: z.array(
        z.strictObject({
          type: z.enum(["rich_text_section", "rich_text_quote"]),
          elements: z.array(
            z.strictObject({
              type: z.literal("text"),
              text: z.string(),
              style: z.strictObject({ bold: z.literal(true) }).optional(),
            }),
          ),
        }),
      ),
    }),
    z.strictObject({ type: z.literal("actions"), elements: z.array(z.unknown()) }),
  ]),
});

const teams = z.strictObject({
  type: z.literal("message"),
  attachments: z.tuple([
    z.strictObject({
      contentType: z.literal("application/vnd.microsoft.card.adaptive"),
      contentUrl: z.null(),
      content: z.strictObject({
        $schema: z.string(),
        type: z.literal("AdaptiveCard"),
        version: z.literal("1.4"),
        body: z.array(
          z.strictObject({
            type: z.literal("RichTextBlock"),
            inlines: z.array(z.looseObject({ type: z.literal("TextRun"), text: z.string() })),
          }),
        ),
        actions: z.array(z.unknown()),
      }),
    }),
  ]),
});

const eventShape = z.object({ data: z.object({ request: z.object({ reason: z.string() }) }) });

test("an event for a receiver that reads it has its version, id, type, sequence, moment and data, and nothing else", () => {
  expect(JSON.parse(bodyFor("events", event("request.asked"), "UTC"))).toEqual({
    version: 1,
    id: "0b0a4e5c-41c2-4a44-9c39-6f4b7f4c7d10",
    type: "request.asked",
    sequence: 4711,
    occurredAt: "2026-11-24T13:32:00.000Z",
    data: asked,
  });
});

test.each(hookShapes)("what is sent again as %s is the same to the letter", (shape) => {
  const told = event("request.approved", { ...asked, by: marit, decision, grant });
  expect(bodyFor(shape, told, "UTC")).toBe(bodyFor(shape, structuredClone(told), "UTC"));
});
