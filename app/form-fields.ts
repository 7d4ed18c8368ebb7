import { z } from "zod";

/** One line of text, trimmed. */
export function line(max: number) {
  return z
    .string()
    .trim()
    .max(max, `At most ${max} characters.`)
    .regex(/^[^\n\t]*$/, "One line only.");
}

/** Text that may have several lines, trimmed. */
export function paragraph(max: number) {
  return z.string().trim().max(max, `At most ${max} characters.`);
}

/** A field that a form may send any number of times. */
export function listOf<Each extends z.ZodType>(each: Each) {
  return z.preprocess((sent: unknown): unknown => {
    if (Array.isArray(sent)) return sent;
    return sent === undefined ? [] : [sent];
  }, z.array(each).max(100));
}
