import type { ReactNode } from "react";
import { Callout } from "#components/ui/callout.tsx";
import { nounWords, type SyncRun } from "#lib/core/catalogue/sync-run.ts";
import { formatNumber, formatWhen } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type StatusRefusedProps = {
  run: SyncRun;
  now: Date;
  zone: string;
  /** The button that takes a collapse for true, where the read was refused for one. */
  accept: ReactNode;
};

/** Why the last read of AWS changed nothing, and the way on. */
export function StatusRefused({ run, now, zone, accept }: StatusRefusedProps) {
  const { implausible, failure, finishedAt, askedAt } = run;
  const when = formatWhen(finishedAt ?? askedAt, now, zone);
  return (
    <Callout
      tone="warn"
      className="mb-6"
      title={
        implausible
          ? `The read of ${when} was refused: it saw ${formatNumber(implausible.read)} of ${formatNumber(implausible.stored)} ${nounWords[implausible.noun][1]}.`
          : `The read of ${when} did not come through.`
      }
      says={
        implausible ? "An answer with so much missing is taken for a fault of AWS or of its rights." : failure
      }
      {...(implausible && { actions: accept })}
    >
      Nothing was changed: the pages show the last complete read.{" "}
      {implausible && "If it is true, accept it, and the next read may write it. "}
      <a className="link" href={paths.syncRuns({ state: "failed" })}>
        Every failed read
      </a>
    </Callout>
  );
}
