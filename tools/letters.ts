import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium } from "@playwright/test";
import { everyLetter, matters } from "#lib/mail/every-letter.fixture.ts";
import { subjectOf } from "#lib/mail/letter.ts";
import { letterHtml } from "#lib/mail/letter-html.ts";
import { letterText } from "#lib/mail/letter-text.ts";
import { chromiumArguments, findChromium } from "../e2e/fixtures/chromium.ts";

// Every kind of letter about every kind of content, as HTML, as plain text, and as pictures at the widths of a phone and of a mail program's pane.
const folder = join(import.meta.dirname, "../test-results/letters");
const widths = [390, 640] as const;
const schemes = ["light", "dark"] as const;

async function picture(
  browser: Browser,
  html: string,
  width: number,
  colorScheme: "light" | "dark",
): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
  await page.setContent(html);
  const taken = await page.screenshot({ fullPage: true });
  await page.close();
  return taken;
}

const { executablePath, env } = await findChromium();
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath,
  args: [...chromiumArguments],
  env: { ...process.env, ...env },
});
for (const [kind, letter] of everyLetter) {
  for (const [length, matter] of Object.entries(matters)) {
    const content = letter(matter);
    const name = join(folder, `${kind}-${length}`);
    const html = letterHtml(content, "Halden");
    writeFileSync(`${name}.html`, html);
    writeFileSync(`${name}.txt`, `${subjectOf(content)}\n\n${letterText(content, "Halden")}`);
    for (const width of widths)
      for (const scheme of schemes)
        writeFileSync(`${name}-${width}-${scheme}.png`, await picture(browser, html, width, scheme));
  }
}
await browser.close();
console.log(`${everyLetter.length * Object.keys(matters).length} letters in ${folder}`);
