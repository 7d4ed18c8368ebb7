/** An element of a letter as it was read, with what stands in it. */
export type Element = {
  tag: string;
  attributes: Readonly<Record<string, string>>;
  children: (Element | string)[];
};

const VOID: ReadonlySet<string> = new Set(["meta", "br"]);
const PART =
  /<!--[\s\S]*?-->|<!doctype html>|<\/(?<closed>[a-z0-9]+)>|<(?<opened>[a-z0-9]+)(?<attributes>(?: [a-z-]+="[^"<>]*")*)>|(?<text>[^<]+)/gy;

/**
 * Reads HTML as a letter is written: every element closed, every attribute quoted, nothing else.
 * @throws at the first place that is written in another way
 */
export function readHtml(source: string): Element {
  const root: Element = { tag: "", attributes: {}, children: [] };
  const open = [root];
  let at = 0;
  for (const { 0: part, index, groups = {} } of source.matchAll(PART)) {
    const inside = open.at(-1);
    if (!inside || index !== at) throw new Error(`Nothing holds "${part}".`);
    at += part.length;
    const { closed, opened, attributes = "", text } = groups;
    if (text !== undefined) inside.children.push(decoded(text));
    if (closed !== undefined && open.pop()?.tag !== closed) throw new Error(`</${closed}> closes another.`);
    if (opened === undefined) continue;
    const element = { tag: opened, attributes: readAttributes(attributes), children: [] };
    inside.children.push(element);
    if (!VOID.has(opened)) open.push(element);
  }
  if (at !== source.length) throw new Error(`Not read from "${source.slice(at, at + 60)}".`);
  if (open.length !== 1) throw new Error(`<${open.at(-1)?.tag}> stays open.`);
  return root;
}

function readAttributes(written: string): Record<string, string> {
  const pairs = [...written.matchAll(/ ([a-z-]+)="([^"]*)"/g)].map(
    ([, name = "", value = ""]) => [name, decoded(value)] as const,
  );
  if (new Set(pairs.map(([name]) => name)).size !== pairs.length) throw new Error(`Twice in "${written}".`);
  return Object.fromEntries(pairs);
}

const ENTITY: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&nbsp;": " ",
};

function decoded(text: string): string {
  return text.replaceAll(/&[#a-z0-9]*;?/g, (entity) => {
    const character = ENTITY[entity];
    if (character === undefined) throw new Error(`${entity} is no entity of a letter.`);
    return character;
  });
}

/** The properties of a style attribute, by their names. */
export function stylesOf({ attributes }: Element): Record<string, string> {
  return Object.fromEntries(
    (attributes.style ?? "")
      .split(";")
      .filter((pair) => pair.trim() !== "")
      .map((pair) => {
        const [name = "", ...value] = pair.split(":");
        return [name.trim(), value.join(":").trim()];
      }),
  );
}

/** Every element, with those around it from the outside in. */
export function* everyElement(
  from: Element,
  around: readonly Element[] = [],
): Generator<{ element: Element; around: readonly Element[] }> {
  for (const child of from.children) {
    if (typeof child === "string") continue;
    yield { element: child, around };
    yield* everyElement(child, [...around, child]);
  }
}

/** The text that stands in an element itself. */
export function textOf({ children }: Element): string {
  return children.filter((child) => typeof child === "string").join("");
}
