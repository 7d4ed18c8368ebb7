import { Chip } from "#components/ui/chip.tsx";
import { Filters } from "#components/ui/filters.tsx";
import { SegmentedLinks } from "#components/ui/segmented-links.tsx";
import { paths } from "#lib/paths.ts";
import type { WebhooksAddress } from "./webhooks-address.ts";

/** Narrows the list of deliveries: each choice is an address. */
export function DeliveriesFilters({ address: { state, hook } }: { address: WebhooksAddress }) {
  const option = (label: string, value: WebhooksAddress["state"]) => ({
    label,
    href: paths.webhooks({ state: value, hook }),
    current: state === value,
  });
  return (
    <Filters>
      <SegmentedLinks
        label="What came of it"
        options={[
          option("All", undefined),
          option("Waiting", "waiting"),
          option("Delivered", "delivered"),
          option("Given up", "given_up"),
        ]}
      />
      {hook !== undefined && <Chip field="Webhook" value={hook} removeHref={paths.webhooks({ state })} />}
    </Filters>
  );
}
