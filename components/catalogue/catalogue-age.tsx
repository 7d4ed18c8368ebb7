import { Callout } from "#components/ui/callout.tsx";
import { isOld, type SyncAge } from "#lib/core/catalogue/sync-age.ts";
import { count, formatDuration, formatExact, formatNumber, formatWhen } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type CatalogueAgeProps = { age: SyncAge; now: Date; zone: string };

/** How old what is shown is: "Read from AWS 2 min ago." */
export function CatalogueAge({ age, now, zone }: CatalogueAgeProps) {
  if (age.readAt === null) return <>Not read from AWS yet.</>;
  return (
    <time dateTime={age.readAt.toISOString()} title={formatExact(age.readAt, zone)}>
      Read from AWS {formatDuration(now.getTime() - age.readAt.getTime())} ago.
    </time>
  );
}

/** What the reader must know about the age of a page: a read that failed, one that is under way, or none for too long. */
export function AgeCallout({ age, now, zone }: CatalogueAgeProps) {
  if (age.failed) {
    return (
      <Callout
        tone="warn"
        className="mb-4"
        title={`The read of AWS at ${formatWhen(age.failed.at, now, zone)} did not come through.`}
        says={age.failed.failure}
      >
        {age.readAt ? "What stands here is the last complete read. " : ""}
        <a className="link" href={paths.status()}>
          Status
        </a>{" "}
        shows every read.
      </Callout>
    );
  }
  if (age.underWay?.state === "running" && age.readAt === null) {
    const { progress } = age.underWay;
    return (
      <Callout
        className="mb-4"
        title="AWS is being read for the first time."
        says={`${progress.reading ? `Reading ${progress.reading}; ` : ""}${count(progress.rows, "row")} so far. Everything appears when the read is complete.`}
      />
    );
  }
  if (age.underWay?.state === "asked" || !isOld(age, now)) return null;
  return (
    <Callout
      tone="warn"
      className="mb-4"
      title={age.readAt ? "This is old." : "AWS has not been read yet."}
      says={
        age.readAt
          ? `The last complete read began ${formatWhen(age.readAt, now, zone)}; AWS may say something else by now.`
          : "The worker reads it as soon as it runs."
      }
    >
      <a className="link" href={paths.status()}>
        Status
      </a>{" "}
      shows what the worker does.
    </Callout>
  );
}

/** "18 of 64 accounts", or "64 accounts" when no filter is on. */
export function howMany(total: number, unfiltered: number, one: string, many?: string): string {
  const all = count(unfiltered, one, many);
  return total === unfiltered ? all : `${formatNumber(total)} of ${all}`;
}
