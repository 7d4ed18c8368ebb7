import type { z } from "zod";
import { nothing } from "#lib/core/api/calls.ts";
import { cleanText } from "#lib/core/clean-text.ts";
import { problemResponse } from "./problem-response.ts";

const LARGEST = 16 * 1024;

type Read<T> = { value: T } | { problem: Response };

/** What stands behind the question mark, by the call's own parameters; one that it does not know, or that stands twice, is refused. */
export function readQuery<S extends z.ZodType>(request: Request, takes: S): Read<z.output<S>> {
  const query = [...new URL(request.url).searchParams];
  const names = query.map(([name]) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) return { problem: problemResponse(400, "invalid", `${twice} stands twice.`) };
  return parse(Object.fromEntries(query), takes, 400, (path) => path.join("."));
}

/** The body: strict JSON for what is taken, and nothing where nothing is. */
export async function readBody<S extends z.ZodType>(request: Request, takes: S): Promise<Read<z.output<S>>> {
  const text = request.method === "POST" ? await textOf(request) : "";
  if (text === null) return { problem: problemResponse(413, "too-large", "At most 16 kB can be sent.") };
  if (Object.is(takes, nothing)) {
    if (text.trim() !== "" && text.trim() !== "{}")
      return { problem: problemResponse(400, "nothing-taken", "This call takes nothing.") };
    return parse(undefined, takes, 400, pointer);
  }
  if (!/^application\/json\s*(;|$)/i.test(request.headers.get("content-type") ?? ""))
    return {
      problem: problemResponse(415, "not-json", "Send JSON, and say so in Content-Type.", {
        more: { accept: "application/json" },
      }),
    };
  let sent: unknown;
  try {
    sent = JSON.parse(text);
  } catch {
    return { problem: problemResponse(400, "not-json", "This is not JSON.") };
  }
  return parse(sent, takes, 422, pointer);
}

/** The body's text; null once it is more than is taken, and the rest is not read. */
async function textOf(request: Request): Promise<string | null> {
  if (!request.body) return "";
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of request.body) {
    length += piece.byteLength;
    if (length > LARGEST) return null;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString("utf8");
}

function parse<S extends z.ZodType>(
  sent: unknown,
  takes: S,
  status: 400 | 422,
  spell: (path: readonly PropertyKey[]) => string,
): Read<z.output<S>> {
  const cleaned = clean(sent);
  if ("bad" in cleaned)
    return { problem: problemResponse(400, "bad-characters", "Control characters are not taken.") };
  const parsed = takes.safeParse(cleaned.value);
  if (parsed.success) return { value: parsed.data };
  const errors = parsed.error.issues.map(({ path, message }) => ({ where: spell(path), detail: message }));
  const [first] = errors;
  const detail = `${first?.where || "What was sent"}: ${first?.detail ?? "is not right"}`;
  return { problem: problemResponse(status, "invalid", detail, { errors }) };
}

/** https://www.rfc-editor.org/rfc/rfc6901 */
function pointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** What was sent, with its texts as a form would take them; bad when one holds what no form would. */
function clean(sent: unknown): { value: unknown } | { bad: true } {
  if (typeof sent === "string") {
    const text = cleanText(sent);
    return text === null ? { bad: true } : { value: text };
  }
  if (typeof sent !== "object" || sent === null || Array.isArray(sent)) return { value: sent };
  const cleaned: [string, unknown][] = [];
  for (const [name, value] of Object.entries(sent)) {
    const each = clean(value);
    if ("bad" in each) return each;
    cleaned.push([name, each.value]);
  }
  return { value: Object.fromEntries(cleaned) };
}
