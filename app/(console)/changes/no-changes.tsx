import { ButtonLink } from "#components/ui/button-link.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { paths } from "#lib/paths.ts";

type NoChangesProps = {
  /** Whether AWS has ever been read. */
  isRead: boolean;
  isFiltered: boolean;
};

/** Instead of the list: why nothing stands there, and what to do. */
export function NoChanges({ isRead, isFiltered }: NoChangesProps) {
  if (!isRead) {
    return (
      <Empty
        title="AWS has not been read yet."
        action={<ButtonLink href={paths.status()}>See what the worker does</ButtonLink>}
      >
        After the first read, every later one is compared with the one before.
      </Empty>
    );
  }
  return (
    <Empty
      title={isFiltered ? "No change is like that." : "Nothing changed in the last week."}
      action={<ButtonLink href={paths.changes({ last: "ever" })}>Show every change</ButtonLink>}
    >
      {isFiltered
        ? "Take a filter away, or look at a longer time."
        : "Every read saw what the read before saw."}
    </Empty>
  );
}
