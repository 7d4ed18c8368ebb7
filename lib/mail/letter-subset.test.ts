import { describe, expect, test } from "vitest";
import { contrast } from "./colours.fixture.ts";
import { everyLetter, matters } from "./every-letter.fixture.ts";
import { plainContent, subjectOf } from "./letter.ts";
import { letterHtml } from "./letter-html.ts";
import { letterText } from "./letter-text.ts";
import { type Element, everyElement, readHtml, stylesOf, textOf } from "./read-html.fixture.ts";

/** What Gmail, Outlook on Windows and Apple Mail all show: nothing else stands in a letter. */
const SUBSET: Readonly<Record<string, readonly string[]>> = {
  html: ["lang", "dir"],
  head: [],
  meta: ["charset", "name", "content"],
  title: [],
  style: [],
  body: ["class", "bgcolor", "style"],
  div: ["style"],
  table: ["role", "width", "align", "cellpadding", "cellspacing", "border", "bgcolor", "class", "style"],
  tr: [],
  td: ["width", "align", "valign", "bgcolor", "class", "style"],
  h1: ["class", "style"],
  a: ["href", "class", "style"],
  b: ["class", "style"],
  span: ["style"],
  br: [],
};
const PROPERTIES: ReadonlySet<string> = new Set([
  "color",
  "background-color",
  "font-family",
  "font-size",
  "font-weight",
  "line-height",
  "mso-line-height-rule",
  "margin",
  "padding",
  "mso-padding-alt",
  "width",
  "max-width",
  "height",
  "max-height",
  "display",
  "overflow",
  "mso-hide",
  "border-top",
  "border-bottom",
  "border-left",
  "border-radius",
  "text-decoration",
  "white-space",
  "word-break",
  "overflow-wrap",
]);
/** Gmail cuts a letter off at 102 KB. */
const MOST_BYTES = 100 * 1024;
const WIDEST_LINE = 78;

const cases = everyLetter.flatMap(([kind, letter]) =>
  Object.entries(matters).map(([length, matter]) => ({
    name: `${kind}, ${length}`,
    content: letter(matter),
  })),
);

const organisation = `Halden <i> ${"x".repeat(300)} evil.example`;

/** What the dark block says of each class. */
function darkRules(root: Element): Map<string, Record<string, string>> {
  const styles = [...everyElement(root)].filter(({ element }) => element.tag === "style");
  const source = styles.map(({ element }) => textOf(element)).join("\n");
  const [, block = ""] =
    /@media \(prefers-color-scheme:dark\)\{((?:\.[a-z0-9-]+\{[^{}]*\})+)\}/.exec(source) ?? [];
  const rules = [...block.matchAll(/\.([a-z0-9-]+)\{([a-z-]+):(#[0-9a-f]{6})!important\}/g)];
  return new Map(rules.map(([, name = "", property = "", colour = ""]) => [name, { [property]: colour }]));
}

type Scheme = "light" | "dark";

/** A colour of an element: its own, or that of the nearest around it. */
function colourOf(
  path: readonly Element[],
  property: "color" | "background-color",
  scheme: Scheme,
  dark: ReadonlyMap<string, Record<string, string>>,
): string {
  for (const element of path.toReversed()) {
    const classes = (element.attributes.class ?? "").split(" ");
    const inDark = scheme === "dark" ? classes.flatMap((name) => dark.get(name)?.[property] ?? []) : [];
    const own = inDark.at(-1) ?? stylesOf(element)[property];
    if (own !== undefined) return own;
  }
  throw new Error(`Nothing says the ${property}.`);
}

const isHidden = (path: readonly Element[]) => path.some((element) => stylesOf(element).display === "none");
const isBlank = (text: string) => /^[\s\u00a0]*$/.test(text);

/** Every text that is seen, with the elements around it. */
function seenTexts(root: Element): { text: string; path: readonly Element[] }[] {
  return [...everyElement(root)].flatMap(({ element, around }) => {
    const path = [...around, element];
    if (isHidden(path) || !path.some(({ tag }) => tag === "body")) return [];
    return element.children.flatMap((child) =>
      typeof child === "string" && !isBlank(child) ? [{ text: child, path }] : [],
    );
  });
}

/** Words in a row, without what wraps them or sets them out. */
function inOneLine(text: string): string {
  return text.replaceAll(/^> ?/gm, "").replaceAll(/\s+/g, " ").trim();
}

describe.each(cases)("EML-12 INJ-01 the letter $name", ({ content }) => {
  const source = letterHtml(content, organisation);
  const text = letterText(content, organisation);
  const root = readHtml(source);
  const elements = [...everyElement(root)];

  test("is made of elements, attributes and properties that every mail program knows", () => {
    for (const { element } of elements) {
      expect(SUBSET, element.tag).toHaveProperty(element.tag);
      expect(SUBSET[element.tag]).toEqual(expect.arrayContaining(Object.keys(element.attributes)));
      for (const property of Object.keys(stylesOf(element))) expect(PROPERTIES).toContain(property);
      if (element.tag === "table") expect(element.attributes.role).toBe("presentation");
    }
    expect(source.replaceAll(/<!--\[if mso\]>[\s\S]*?<!\[endif\]-->/g, "")).not.toContain("<!--");
  });

  test("loads nothing, and holds one address, its button's, in both its parts", () => {
    const { url } = content.button;
    const href = url.replaceAll("&", "&amp;");
    expect(source.split(href)).toHaveLength(2);
    expect(source.replace(href, "")).not.toMatch(/https?:\/|\/\/(?!\])|url\(|@import/i);
    expect(elements.flatMap(({ element }) => element.attributes.href ?? [])).toEqual([url]);
    expect(text.split(url)).toHaveLength(2);
    expect(text.replace(url, "")).not.toMatch(/\/\/(?!\])|\bwww\.|@(?!\])|mailto:|\\\\(?!\])|evil\.example/);
  });

  test("says its language and its title", () => {
    const [html] = root.children.filter((child) => typeof child !== "string");
    expect(html?.attributes.lang).toBe("en");
    const title = elements.find(({ element }) => element.tag === "title");
    expect(title && textOf(title.element)).toBe(subjectOf(content));
    expect(subjectOf(content)).toMatch(/^[^\p{Cc}\p{Default_Ignorable_Code_Point}]{1,200}$/u);
    const named = elements.flatMap(({ element }) => element.attributes.name ?? []);
    expect(named).toEqual(
      expect.arrayContaining(["color-scheme", "supported-color-schemes", "format-detection"]),
    );
  });

  test.each([
    ["in light", "light", false],
    ["in dark", "dark", false],
    ["where a program turns the light colours round", "light", true],
    ["where a program turns the dark colours round", "dark", true],
  ] as const)("can be read %s", (_, scheme, isTurned) => {
    const dark = darkRules(root);
    expect(dark.size).toBeGreaterThan(10);
    for (const { text: words, path } of seenTexts(root)) {
      const ink = colourOf(path, "color", scheme, dark);
      const ground = colourOf(path, "background-color", scheme, dark);
      expect(contrast(ink, ground, isTurned), `${ink} on ${ground}: ${words}`).toBeGreaterThanOrEqual(4.5);
    }
  });

  test("has every colour that is on an element in its classes too, so that dark leaves none out", () => {
    const dark = darkRules(root);
    for (const { element } of elements) {
      const classes = (element.attributes.class ?? "").split(" ");
      const covered = new Set(classes.flatMap((name) => Object.keys(dark.get(name) ?? {})));
      for (const property of ["color", "background-color"])
        if (property in stylesOf(element)) expect(covered, element.tag).toContain(property);
      for (const side of ["border-top", "border-bottom", "border-left"])
        if (side in stylesOf(element)) expect(covered, element.tag).toContain(`${side}-color`);
      // Outlook on Windows takes the ground from the attribute.
      if (element.attributes.bgcolor)
        expect(element.attributes.bgcolor).toBe(stylesOf(element)["background-color"]);
    }
  });

  test("is short enough to be shown whole", () => {
    expect(Buffer.byteLength(source)).toBeLessThan(MOST_BYTES);
  });

  test("says as plain text all that it says as HTML", () => {
    const said = inOneLine(text);
    for (const { text: words } of seenTexts(root)) expect(said).toContain(inOneLine(words));
    const { button, facts } = plainContent(content);
    for (const { label, value } of facts) expect(said).toContain(inOneLine(`${label} ${value}`));
    expect(said).toContain(`${button.label}: ${button.url}`);
  });

  test("has no line as plain text that is longer than a terminal's, but for a word that is", () => {
    for (const line of text.split("\n"))
      if (line.length > WIDEST_LINE) expect(line.trim().split(/\s+/).at(-1)?.length).toBeGreaterThan(40);
  });

  test("shows what cannot be seen nowhere", () => {
    expect(source + text).not.toMatch(/[\p{Default_Ignorable_Code_Point}--[\n\t]]/v);
  });
});

test("HTML that is written in another way is not taken for a letter's", () => {
  for (const source of [
    "<p onclick=x>",
    "<b>",
    "<b></i>",
    "<a href='x'></a>",
    "&copy;",
    '<a href="x" href="y"></a>',
  ])
    expect(() => readHtml(source)).toThrow();
});

test.each([
  ["#000000", "#ffffff", 21],
  ["#ffffff", "#ffffff", 1],
  ["#767676", "#ffffff", 4.54],
])("the contrast of %s on %s is %d", (one, other, ratio) => {
  expect(contrast(one, other)).toBeCloseTo(ratio, 2);
  expect(contrast(other, one)).toBeCloseTo(ratio, 2);
});
