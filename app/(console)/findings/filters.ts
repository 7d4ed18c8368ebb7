import { z } from "zod";
import { field } from "../search-params.ts";

/** What there may be to find, in the order of its weight. */
export const findingViews = [
  "administrators",
  "orphans",
  "disabled",
  "unused-sets",
  "empty-groups",
  "idle-groups",
  "idle-people",
  "unreached",
] as const;

export type FindingView = (typeof findingViews)[number];

/** What the address of a finding says beside its name, and that of its export. */
export const findingFields = z.object({ q: field });
