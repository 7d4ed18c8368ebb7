import { Icon } from "#components/ui/icon.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { ChangeCounts } from "#lib/core/catalogue/change-counts.ts";
import { countAllChanges } from "#lib/core/catalogue/sync-progress.ts";
import { nouns, nounWords, type SyncRun } from "#lib/core/catalogue/sync-run.ts";
import { count, formatNumber, listNames } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

/** What came of a read of AWS, with the way to what changed in it. */
export function SyncRunResult({ run: { id, state, failure, progress } }: { run: SyncRun }) {
  switch (state) {
    case "asked":
      return <span className="text-ink-2">asked for, not begun</span>;
    case "running":
      return (
        <span className="font-medium text-state-granting">
          <Icon name="loader-circle" size={15} /> reading, {count(progress.rows, "row")} so far
        </span>
      );
    case "failed":
      return (
        <span className="text-state-ending wrap-anywhere">
          <Icon name="triangle-alert" size={15} /> {failure ?? "Stopped; nothing was changed."}
        </span>
      );
    case "done": {
      const changes = progress.changes ? countAllChanges(progress.changes) : 0;
      if (changes === 0) return <>complete, no change</>;
      return (
        <>
          complete, <TextLink href={paths.changes({ run: id })}>{count(changes, "change")}</TextLink>
        </>
      );
    }
  }
}

const verbs = ["added", "changed", "vanished"] as const;

/** What a read changed, by noun: "3 accounts added; 12 assignments added and 2 vanished". Empty when it changed nothing. */
export function changesByNoun(changes: ChangeCounts | null): string {
  if (changes === null) return "";
  return nouns
    .flatMap((noun) => {
      const said = verbs.filter((verb) => changes[noun][verb] > 0);
      const [one, many] = nounWords[noun];
      return said.length === 0
        ? []
        : listNames(
            said.map((verb, at) => {
              const rows = changes[noun][verb];
              return `${at === 0 ? count(rows, one, many) : formatNumber(rows)} ${verb}`;
            }),
          );
    })
    .join("; ");
}
