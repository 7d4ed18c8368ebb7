import { z } from "zod";
import { openFields, order } from "../list-fields.ts";
import { choice, field, placeFields, type SearchParams } from "../search-params.ts";

/** What the address of the permission sets' list says, and that of its export: which sets, in which order. */
export const permissionSetFields = z.object({
  q: field,
  access: choice(["standing", "temporary", "nobody"]),
  finding: choice(["administrators", "nowhere", "unused"]),
  sort: choice(["name", "accounts", "people"]),
  order,
});

const whole = permissionSetFields.extend({ ...placeFields, choose: openFields.choose });

/** The address of the permission sets' list in its parts: which rows, where the page begins, what is being chosen. */
export async function readPermissionSetsAddress(searchParams: SearchParams) {
  const { after, before, choose, ...filters } = whole.parse(await searchParams);
  return { filters, place: { after, before }, open: { choose } };
}
