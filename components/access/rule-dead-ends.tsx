import { Callout } from "#components/ui/callout.tsx";
import type { DeadEnd } from "#lib/core/rules/dead-ends.ts";

/** Where a rule leads to nothing. */
export function RuleDeadEnds({ deadEnds }: { deadEnds: readonly DeadEnd[] }) {
  return deadEnds.map(({ title, says }) => <Callout key={title} tone="warn" title={title} says={says} />);
}
