import { z } from "zod";
import type { FormValues } from "#app/form-state.ts";
import { cleanText } from "#lib/core/clean-text.ts";

export type FormProblem = { message: string; fieldErrors?: Record<string, string> };

export type ReadForm<Input> = {
  /** What was sent, for the form to show again. */
  values: FormValues;
  read: { ok: true; input: Input } | { ok: false; problem: FormProblem };
};

const MOST_FIELDS = 200;
const UNFIT = "Something has to be put right first.";
const STRANGE = "The form held something that it does not ask for. Load the page again.";

/**
 * Reads a form by a strict schema: a field that it does not have, a file, or a character that does not show is refused.
 * @param fields the schema of each field; a field sent once is text, sent more often a list
 */
export function readForm<Fields extends z.core.$ZodLooseShape>(
  form: FormData,
  fields: Fields,
): ReadForm<z.output<z.ZodObject<Fields, z.core.$strict>>> {
  const sent = new Map<string, string[]>();
  const unclean: Record<string, string> = {};
  let isStrange = false;
  for (const [index, [name, value]] of [...form].entries()) {
    // Next puts its own beside ours, and takes no value from them.
    if (name.startsWith("$ACTION")) continue;
    if (index > MOST_FIELDS || !Object.hasOwn(fields, name) || typeof value !== "string") {
      isStrange = true;
      continue;
    }
    const clean = cleanText(value);
    if (clean === null) unclean[name] = "Leave out the characters that cannot be seen.";
    sent.set(name, [...(sent.get(name) ?? []), clean ?? ""]);
  }
  const values: FormValues = Object.fromEntries(
    [...sent].map(([name, list]) => [name, list.length === 1 ? (list[0] ?? "") : list]),
  );
  const refuse = (problem: FormProblem) => ({ values, read: { ok: false as const, problem } });
  if (isStrange) return refuse({ message: STRANGE });
  if (Object.keys(unclean).length > 0) return refuse({ message: UNFIT, fieldErrors: unclean });
  const parsed = z.strictObject(fields).safeParse(values);
  if (parsed.success) return { values, read: { ok: true, input: parsed.data } };
  const fieldErrors: Record<string, string> = {};
  for (const { path, message } of parsed.error.issues) fieldErrors[String(path[0] ?? "")] ??= message;
  return refuse({ message: UNFIT, fieldErrors });
}
