import { z } from "zod";
import { openFields, order } from "../list-fields.ts";
import { choice, field, placeFields, type SearchParams } from "../search-params.ts";

/** What the address of the people's list says, and that of its export: whom, in which order. */
export const peopleFields = z.object({
  q: field,
  status: choice(["ENABLED", "DISABLED", "UNKNOWN"]),
  access: choice(["standing", "temporary", "nothing"]),
  finding: choice(["administrators", "direct", "no-group"]),
  sort: choice(["name", "accounts", "administrators"]),
  order,
});

const whole = peopleFields.extend({ ...placeFields, choose: openFields.choose });

/** The address of the people's list in its parts: which rows, where the page begins, what is being chosen. */
export async function readPeopleAddress(searchParams: SearchParams) {
  const { after, before, choose, ...filters } = whole.parse(await searchParams);
  return { filters, place: { after, before }, open: { choose } };
}
