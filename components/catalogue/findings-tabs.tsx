import { Tabs } from "#components/ui/tabs.tsx";
import { paths } from "#lib/paths.ts";

type FindingsTabsProps = {
  counts: {
    administratorAccounts: number;
    orphans: number;
    disabledWithAccess: number;
    unusedSets: number;
    emptyGroups: number;
    idleGroups: number;
    peopleWithoutAccess: number;
    unreachedAccounts: number;
  };
  view: string;
};

/** Every finding with how many there are. */
export function FindingsTabs({ counts, view }: FindingsTabsProps) {
  const tab = (name: string, label: string, found: number) => ({
    label,
    count: found,
    href: paths.findings({ view: name === "administrators" ? null : name }),
    current: view === name,
  });
  return (
    <Tabs
      label="Findings"
      tabs={[
        tab("administrators", "Standing administrators", counts.administratorAccounts),
        tab("orphans", "Orphans", counts.orphans),
        tab("disabled", "Disabled with access", counts.disabledWithAccess),
        tab("unused-sets", "Unused sets", counts.unusedSets),
        tab("empty-groups", "Empty groups", counts.emptyGroups),
        tab("idle-groups", "Idle groups", counts.idleGroups),
        tab("idle-people", "People without access", counts.peopleWithoutAccess),
        tab("unreached", "Unreached accounts", counts.unreachedAccounts),
      ]}
    />
  );
}
