import { CopyId } from "#components/ui/copy-id.tsx";
import { type Definition, DefinitionList } from "#components/ui/definition-list.tsx";
import { When } from "#components/ui/when.tsx";
import { explainWait } from "#lib/core/engine-wait.ts";
import type { StuckGrantRow } from "#lib/core/shown-engine.ts";

type StuckSaidProps = { row: StuckGrantRow; now: Date; zone: string };

/** What AWS answered, in its own words; what is known of the assignment; and what the worker waits for. */
export function StuckSaid({ row, now, zone }: StuckSaidProps) {
  const { state, fault, permissionSetName, accountName, personName } = row.grant;
  return (
    <div className="grid max-w-[60rem] gap-2">
      {state === "contested" && (
        <p className="max-w-measure">
          Somebody else may have made this assignment, so Gatehouse does not take it away by itself.
        </p>
      )}
      {fault ? (
        <>
          <p>
            AWS has answered this since <When at={fault.since} now={now} zone={zone} as="both" />, the last
            time <When at={fault.at} now={now} zone={zone} as="relative" />:
          </p>
          <section
            aria-label={`What AWS answered: ${permissionSetName} in ${accountName} of ${personName}`}
            className="mono wrap-anywhere border-l-2 border-line-2 bg-sunk p-3"
          >
            {fault.message || fault.kind}
          </section>
        </>
      ) : (
        state !== "contested" && <p>AWS took the removal, and has not said that it is done.</p>
      )}
      <DefinitionList items={facts(row, now, zone)} className="pt-0" />
    </div>
  );
}

function facts({ grant, operation }: StuckGrantRow, now: Date, zone: string): Definition[] {
  const { seen, wait, verdict } = grant;
  const both = (at: Date) => <When at={at} now={now} zone={zone} as="both" />;
  return [
    seen && {
      term: "Last look",
      value: (
        <>
          {seen.what === "present" ? "there" : "not there"}, {both(seen.at)}
        </>
      ),
    },
    operation && {
      term: "Last asked of AWS",
      value: (
        <>
          {operation.kind === "delete" ? "to remove it" : "to create it"}, {both(operation.startedAt)}
          {operation.requestId !== null && (
            <>
              , as <CopyId value={operation.requestId} of="request id" />
            </>
          )}
        </>
      ),
    },
    wait && {
      term: "Waits",
      value: (
        <>
          {explainWait(wait.for)}, since {both(wait.since)}
        </>
      ),
    },
    verdict && {
      term: "Said",
      value: (
        <>
          {verdict.says === "keep" ? `stays, and ${verdict.owner} answers for it` : "goes"}, by {verdict.by},{" "}
          {both(verdict.at)}
        </>
      ),
    },
  ].filter((fact) => fact !== null);
}
