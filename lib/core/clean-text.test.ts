import { expect, test } from "vitest";
import { cleanText, visibleText } from "./clean-text.ts";

test.each([
  ["text stays as it is", "Fix the répliques 日本 — ok", "Fix the répliques 日本 — ok"],
  ["line ends become one kind", "a\r\nb\nc", "a\nb\nc"],
  ["a tab stays", "a\tb", "a\tb"],
  ["overrides of direction go", "invoice\u202efdp.exe", "invoicefdp.exe"],
  ["isolates go", "a\u2066b\u2069c", "abc"],
  ["what has no width goes", "ad\u200bmin\ufeff\u2060\u00ad\u180e", "admin"],
  ["tags that spell unseen words go", "ok\u{e0041}\u{e0042}", "ok"],
  ["fillers that look like nothing go", "\u3164\u115fx", "x"],
])("INJ-06 %s", (_, text, clean) => {
  expect(cleanText(text)).toBe(clean);
});

test.each(["a\u0000b", "a\u0007", "\u001b[31mred", "a\rb", "\u007f", "\u0085", "a\u2028b", "\ud83d"])(
  "INJ-02 %j is refused",
  (text) => {
    expect(cleanText(text)).toBeNull();
  },
);

test.each([
  ["keeps what can be seen, and line ends", "Zoë\r\nLi 日本", "Zoë\nLi 日本"],
  ["leaves out what cannot be seen", "Leo\u202e\u2066\u200b Marchetti", "Leo Marchetti"],
  ["puts a space for what moves the cursor", "Leo\u0000\u2028\u001bBcc: x", "Leo   Bcc: x"],
  ["mends half of a character", "Leo\ud83d", "Leo\ufffd"],
])("INJ-06 a name from elsewhere: %s", (_, text, shown) => {
  expect(visibleText(text)).toBe(shown);
});
