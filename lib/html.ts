/** A piece of HTML that is safe to send: everything in it was escaped or written here. */
export class Markup {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

const ENTITY: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITY[character] ?? "");
}

type Piece = Markup | string | number | readonly Markup[] | null;

/** Writes HTML in which every value is escaped, unless it is a piece of HTML itself. Null writes nothing. */
export function html(strings: TemplateStringsArray, ...values: readonly Piece[]): Markup {
  const parts = strings.map((text, index) => text + write(values[index] ?? null));
  return new Markup(parts.join(""));
}

function write(value: Piece): string {
  if (value === null) return "";
  if (value instanceof Markup) return value.source;
  if (typeof value === "string" || typeof value === "number") return escaped(String(value));
  return value.map((piece) => piece.source).join("");
}
