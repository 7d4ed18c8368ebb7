import { Button } from "#components/ui/button.tsx";
import { type EngineAskKind, mayHandOver, mayRemove, mayRetry } from "#lib/core/engine-ask.ts";
import { explain, type Refusal } from "#lib/core/refusal.ts";
import type { StuckGrantRow } from "#lib/core/shown-engine.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { HandOver } from "./hand-over.tsx";
import { RemoveContested } from "./remove-contested.tsx";
import { RetryNow } from "./retry-now.tsx";

type StuckActsProps = {
  row: StuckGrantRow;
  viewer: Viewer;
  owners: readonly { userName: string; name: string }[];
};

/** What an administrator may do about a grant that needs one; what cannot be done now says why. */
export function StuckActs({ row: { grant, about, open }, viewer, owners }: StuckActsProps) {
  if (!viewer.isAdministrator)
    return (
      <Button disabledReason="Administrators may retry it, hand it over or remove it.">Retry now</Button>
    );
  const what = `${grant.permissionSetName} in ${grant.accountName} of ${grant.personName}`;
  const why = (kind: EngineAskKind, refusal: Refusal | null) =>
    open.includes(kind) ? explain({ code: "ask-open" }) : refusal && explain(refusal);
  const noRetry = why("retry", mayRetry(about));
  const noHandOver = why("hand_over", mayHandOver(about, viewer.personId));
  const noRemoval = why("remove", mayRemove(about));
  return (
    <div className="flex flex-wrap items-start gap-2">
      {noRetry === null ? (
        <RetryNow grantId={grant.id} what={what} />
      ) : (
        <Button disabledReason={noRetry}>Retry now</Button>
      )}
      {noHandOver === null ? (
        <HandOver grantId={grant.id} what={what} personName={grant.personName} owners={owners} />
      ) : (
        <Button disabledReason={noHandOver}>Hand over…</Button>
      )}
      {noRemoval === null ? (
        <RemoveContested grantId={grant.id} what={what} />
      ) : (
        <Button disabledReason={noRemoval}>Remove…</Button>
      )}
    </div>
  );
}
