import { z } from "zod";
import { choice, field, type SearchParams } from "#app/(console)/search-params.ts";
import { deliveryStates } from "#lib/core/hooks/shown-hooks.ts";

const id = field.pipe(z.uuid().optional().catch(undefined));

const shape = z.object({ state: choice(deliveryStates), hook: field, after: id, before: id });

export type WebhooksAddress = z.infer<typeof shape>;

/** The filters and the place of the list of deliveries, as the address says them. */
export async function readWebhooksAddress(searchParams: SearchParams): Promise<WebhooksAddress> {
  return shape.parse(await searchParams);
}
