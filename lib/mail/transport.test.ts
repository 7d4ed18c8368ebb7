import { once } from "node:events";
import PostalMime, { type Email } from "postal-mime";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { everyLetter, matters } from "./every-letter.fixture.ts";
import { subjectOf } from "./letter.ts";
import { letterHtml } from "./letter-html.ts";
import { letterText } from "./letter-text.ts";
import { BadAddress, type Mailer, openMailer } from "./transport.ts";

const arrived: { to: string[]; raw: Buffer }[] = [];
const server = new SMTPServer({
  disabledCommands: ["AUTH", "STARTTLS"],
  logger: false,
  onData(stream, session, taken) {
    const parts: Buffer[] = [];
    stream.on("data", (part: Buffer) => parts.push(part));
    stream.on("end", () => {
      const to = session.envelope.rcptTo.map(({ address }) => address);
      arrived.push({ to, raw: Buffer.concat(parts) });
      taken();
    });
  },
});
let mailer: Mailer;

beforeAll(async () => {
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const address = listening.address();
  if (address === null || typeof address === "string") throw new Error("A listening socket has no port.");
  mailer = openMailer({
    url: `smtp://127.0.0.1:${address.port}`,
    from: "Gatehouse <gatehouse@halden.example>",
  });
});
afterAll(async () => {
  mailer.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

/** Every header that a letter may have. None of them is one that a mail program follows, answers or opens by itself. */
const HEADERS: ReadonlySet<string> = new Set([
  "from",
  "to",
  "subject",
  "message-id",
  "date",
  "mime-version",
  "content-type",
  "auto-submitted",
  "x-auto-response-suppress",
]);

const cases = everyLetter.flatMap(([kind, letter]) =>
  Object.entries(matters).map(([length, matter]) => ({
    name: `${kind}, ${length}`,
    content: letter(matter),
  })),
);

describe.each(cases)("the letter $name, as it is sent", ({ content }) => {
  let raw: string;
  let letter: Email;
  beforeAll(async () => {
    arrived.length = 0;
    await mailer.send({
      to: "priya@halden.example",
      messageId: "<1@gatehouse.halden.example>",
      letter: {
        subject: subjectOf(content),
        html: letterHtml(content, "Halden"),
        text: letterText(content, "Halden"),
      },
    });
    const [first] = arrived;
    raw = first?.raw.toString("latin1") ?? "";
    letter = await PostalMime.parse(raw);
  });

  test("EML-13 has no header that decides or leads anywhere: none to unsubscribe, none for actions, none with an address", () => {
    expect(letter.headers.map(({ key }) => key).filter((key) => !HEADERS.has(key))).toEqual([]);
    for (const { value } of letter.headers) expect(value).not.toMatch(/https?:|mailto:/i);
    expect(letter.attachments).toEqual([]);
    // Nor is there markup that a mail program makes buttons of.
    expect(letter.html).not.toMatch(/itemscope|itemtype|ld\+json|potentialAction|<form|<button|<input/i);
  });

  test("EML-12 INJ-02 arrives as it was written, in two parts, to one person", () => {
    expect(arrived.map(({ to }) => to)).toEqual([["priya@halden.example"]]);
    expect(letter.to?.map(({ address }) => address)).toEqual(["priya@halden.example"]);
    expect([letter.cc ?? [], letter.bcc ?? []]).toEqual([[], []]);
    expect(letter.subject).toBe(subjectOf(content));
    expect(raw).toMatch(/^content-type: multipart\/alternative;/im);
    expect(letter.text?.trimEnd()).toBe(letterText(content, "Halden").trimEnd());
    expect(letter.html?.trimEnd()).toBe(letterHtml(content, "Halden").trimEnd());
  });
});

test.each([
  "",
  "priya",
  "priya@halden.example, all@halden.example",
  "Priya <priya@halden.example>",
  "priya@halden.example\r\nBcc: all@halden.example",
  "a@b@halden.example",
  'x" <all@halden.example>@halden.example',
])("INJ-03 nothing is sent to %j", async (to) => {
  arrived.length = 0;
  const sent = mailer.send({ to, messageId: "<2@x>", letter: { subject: "s", html: "h", text: "t" } });
  await expect(sent).rejects.toThrow(BadAddress);
  expect(arrived).toEqual([]);
});
