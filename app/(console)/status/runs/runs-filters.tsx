import { Chip } from "#components/ui/chip.tsx";
import { Filters } from "#components/ui/filters.tsx";
import { SegmentedLinks } from "#components/ui/segmented-links.tsx";
import { paths } from "#lib/paths.ts";
import type { RunsAddress } from "./runs-address.ts";

type RunsFiltersProps = {
  address: RunsAddress;
  /** Who is meant, where the list is one person's. */
  personName: string | undefined;
};

/** Narrows the list of reads: each choice is an address. */
export function RunsFilters({ address, personName }: RunsFiltersProps) {
  const { after: _after, before: _before, ...filters } = address;
  const at = (change: Partial<Record<keyof typeof filters, string | null>>) =>
    paths.syncRuns({ ...filters, ...change });
  const option = (field: keyof typeof filters, label: string, value: string | null) => ({
    label,
    href: at({ [field]: value }),
    current: (filters[field] ?? null) === value,
  });
  return (
    <Filters>
      <SegmentedLinks
        label="What came of it"
        options={[
          option("state", "All", null),
          option("state", "Complete", "done"),
          option("state", "Failed", "failed"),
        ]}
      />
      <SegmentedLinks
        label="Depth"
        options={[
          option("depth", "Any depth", null),
          option("depth", "Routine", "routine"),
          option("depth", "Everything", "thorough"),
        ]}
      />
      <SegmentedLinks
        label="Asked by"
        options={[
          option("by", "Anybody", null),
          option("by", "The timer", "timer"),
          option("by", "People", "people"),
        ]}
      />
      {personName !== undefined && <Chip field="Asked by" value={personName} removeHref={at({ by: null })} />}
    </Filters>
  );
}
