import { z } from "zod";
import { openFields, order } from "../list-fields.ts";
import { choice, field, placeFields, type SearchParams } from "../search-params.ts";

/** What the address of the groups' list says, and that of its export: which groups, in which order. */
export const groupFields = z.object({
  q: field,
  finding: choice(["administrators", "empty", "unused", "disabled"]),
  sort: choice(["name", "members", "accounts"]),
  order,
});

const whole = groupFields.extend({ ...placeFields, choose: openFields.choose });

/** The address of the groups' list in its parts: which rows, where the page begins, what is being chosen. */
export async function readGroupsAddress(searchParams: SearchParams) {
  const { after, before, choose, ...filters } = whole.parse(await searchParams);
  return { filters, place: { after, before }, open: { choose } };
}
