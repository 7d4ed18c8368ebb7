import { Say } from "#components/ui/say.tsx";
import { isOld, type SyncAge } from "#lib/core/catalogue/sync-age.ts";
import { count, formatDuration, spellDuration } from "#lib/format.ts";

type StatusSentenceProps = {
  age: SyncAge;
  stuck: readonly { grantId: string }[];
  /** How many alarms stand. */
  alarms: number;
  workers: readonly { beatAt: Date }[];
  now: Date;
};

/** A worker that has not said for this long that it lives is taken for dead. */
export const SILENT_AFTER_SECONDS = 60;

/** Whether everything does what it should, in one sentence, the worst first. */
export function StatusSentence({ age, stuck, alarms, workers, now }: StatusSentenceProps) {
  const alive = workers.filter(
    ({ beatAt }) => now.getTime() - beatAt.getTime() <= SILENT_AFTER_SECONDS * 1000,
  );
  const readAgo = age.readAt && spellDuration(now.getTime() - age.readAt.getTime());
  if (alive.length === 0) {
    return (
      <Say className="mb-6">
        <b>No worker is alive.</b> Nothing is granted, removed or read until one runs
        {age.workerBeatAt &&
          `; the last one was heard ${formatDuration(now.getTime() - age.workerBeatAt.getTime())} ago`}
        .
      </Say>
    );
  }
  if (stuck.length > 0) {
    return (
      <Say className="mb-6">
        <b>{count(stuck.length, "removal needs", "removals need")} a person.</b> Everything else goes on
        {readAgo && `, and what you see was read ${readAgo} ago`}.
      </Say>
    );
  }
  if (age.failed) {
    return (
      <Say className="mb-6">
        <b>The last read of AWS did not come through.</b>{" "}
        {readAgo ? `What you see is ${readAgo} old.` : "Nothing has been read yet."} Grants are not affected.
      </Say>
    );
  }
  if (readAgo && alarms > 0) {
    return (
      <Say className="mb-6">
        <b>{count(alarms, "alarm stands", "alarms stand")}.</b> What you see was read {readAgo} ago.
      </Say>
    );
  }
  if (!readAgo) {
    return (
      <Say className="mb-6">
        <b>AWS is about to be read for the first time.</b> The pages fill when the read is complete.
      </Say>
    );
  }
  return (
    <Say className="mb-6">
      {isOld(age, now) ? (
        <b>What you see is old: read {readAgo} ago.</b>
      ) : (
        <b>Everything does what it should.</b>
      )}{" "}
      {!isOld(age, now) && `What you see was read ${readAgo} ago.`}
    </Say>
  );
}
