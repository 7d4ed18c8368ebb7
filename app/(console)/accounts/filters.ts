import { z } from "zod";
import { openFields, order, tagText } from "../list-fields.ts";
import { choice, field, placeFields, type SearchParams } from "../search-params.ts";

/** What the address of the accounts' list says, and that of its export: which accounts, in which order. */
export const accountFields = z.object({
  q: field,
  unit: field,
  state: choice(["PENDING_ACTIVATION", "ACTIVE", "SUSPENDED", "PENDING_CLOSURE", "CLOSED", "UNKNOWN"]),
  access: choice(["standing", "temporary", "nobody"]),
  finding: choice(["administrators", "orphans", "unused", "no-owner"]),
  owner: tagText,
  tag: tagText,
  value: tagText,
  sort: choice(["name", "people", "administrators"]),
  order,
});

const whole = accountFields.extend({ ...placeFields, ...openFields });

/** The address of the accounts' list in its parts: which rows, where the page begins, what is being chosen. */
export async function readAccountsAddress(searchParams: SearchParams) {
  const { after, before, choose, key, ...filters } = whole.parse(await searchParams);
  return { filters, place: { after, before }, open: { choose, key } };
}
