import { callsByService } from "#components/catalogue/aws-services.ts";
import { ProgressBar } from "#components/ui/progress-bar.tsx";
import { Section } from "#components/ui/section.tsx";
import type { SyncStep } from "#lib/core/catalogue/sync-progress.ts";
import { nounWords, type SyncRun } from "#lib/core/catalogue/sync-run.ts";
import { count, formatDuration, formatNumber, formatTimeLeft } from "#lib/format.ts";

/** The read of AWS that is under way: what, how far, by how many calls, and for how long yet. */
export function StatusProgress({ run, now }: { run: SyncRun; now: Date }) {
  const { progress, depth, askedBy, startedAt, askedAt } = run;
  const since = formatDuration(now.getTime() - (startedAt ?? askedAt).getTime());
  const by = askedBy ? askedBy.name : "the timer";
  if (run.state === "asked") {
    return (
      <Section title="AWS is about to be read" note={`${depths[depth]}, asked by ${by} ${since} ago`}>
        <p className="py-3 text-ink-2">A worker takes it on within seconds.</p>
      </Section>
    );
  }
  return (
    <Section title="AWS is being read" note={`${depths[depth]}, for ${by}, ${since} so far`}>
      <p className="pt-3 pb-2">
        <b className="font-strong">{leftOf(run)}</b>{" "}
        <span className="text-ink-2">
          {count(progress.rows, "row")} so far
          {callsByService(progress.calls).map(
            ({ service, calls }) => `, ${count(calls, "call")} to ${service}`,
          )}
          .
          {progress.partsKept > 0 &&
            ` ${count(progress.partsKept, "part")} that an earlier run had read ${progress.partsKept === 1 ? "is" : "are"} not read again.`}{" "}
          {run.accepts.map(
            ({ noun, stored, read }) =>
              `That ${formatNumber(stored - read)} of ${formatNumber(stored)} ${nounWords[noun][1]} are gone is accepted. `,
          )}
          What the pages show stays as it is until everything is read.
        </span>
      </p>
      <ul>
        {progress.steps.map((step) => (
          <Step key={step.what} step={step} />
        ))}
      </ul>
    </Section>
  );
}

const depths = { routine: "with the fewest calls", thorough: "everything" } as const;

function leftOf({ progress }: SyncRun): string {
  if (progress.secondsLeft !== null) return `About ${formatTimeLeft(progress.secondsLeft * 1000)} left.`;
  return progress.steps.length === 0 ? "It has just begun." : "How long it takes is not known yet.";
}

function Step({ step: { what, done, of } }: { step: SyncStep }) {
  const text = of === null ? formatNumber(done) : `${formatNumber(done)} of ${formatNumber(of)}`;
  return (
    <li className="grid grid-cols-[minmax(8rem,14rem)_minmax(0,1fr)_8.5rem] items-center gap-x-4 border-b border-line px-2 py-2 max-wide:grid-cols-[minmax(0,1fr)_auto]">
      <span className="first-letter:uppercase">{what}</span>
      <span className="max-wide:order-3 max-wide:col-span-2">
        <ProgressBar label={what} done={done} of={of} text={text} />
      </span>
      <span className="text-right text-ink-2">{of === null ? `${text}, more to come` : text}</span>
    </li>
  );
}
