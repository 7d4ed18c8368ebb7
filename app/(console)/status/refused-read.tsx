import { StatusRefused } from "#components/catalogue/status-refused.tsx";
import { mayBeAccepted } from "#lib/core/catalogue/plausibility.ts";
import { nounWords, type SyncRun } from "#lib/core/catalogue/sync-run.ts";
import { AcceptCollapse } from "./accept-collapse.tsx";

type RefusedReadProps = { run: SyncRun; mayAccept: boolean; isUnderWay: boolean; now: Date; zone: string };

/** The last read, when it failed, and what an administrator may do about it. */
export function RefusedRead({ run, mayAccept, isUnderWay, now, zone }: RefusedReadProps) {
  const { implausible } = run;
  const offReason = () => {
    if (implausible && !mayBeAccepted(implausible))
      return `No organisation is without ${nounWords[implausible.noun][1]}.`;
    if (!mayAccept) return "Administrators may.";
    return isUnderWay ? "A read is under way." : undefined;
  };
  const accept = implausible && (
    <AcceptCollapse
      runId={run.id}
      noun={nounWords[implausible.noun][1]}
      stored={implausible.stored}
      read={implausible.read}
      offReason={offReason()}
    />
  );
  return <StatusRefused run={run} now={now} zone={zone} accept={accept} />;
}
