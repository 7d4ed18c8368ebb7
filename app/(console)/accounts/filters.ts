import { z } from "zod";
import { choice, field, placeFields, type SearchParams } from "../search-params.ts";

const shape = z.object({
  ...placeFields,
  q: field,
  unit: field,
  state: choice(["PENDING_ACTIVATION", "ACTIVE", "SUSPENDED", "PENDING_CLOSURE", "CLOSED", "UNKNOWN"]),
  sort: choice(["name", "people"]),
});

export type AccountsAddress = z.infer<typeof shape>;

/** The filters, the order and the page of the accounts' list, as the address says them. */
export async function readFilters(searchParams: SearchParams): Promise<AccountsAddress> {
  return shape.parse(await searchParams);
}
