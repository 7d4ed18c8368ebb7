import { z } from "zod";
import type { Tags } from "#lib/core/catalogue.ts";

const stored = z.record(z.string(), z.string());

/** Tags as they are kept, by their keys. */
export function tagsOf(column: unknown): Tags {
  return stored.parse(column);
}
