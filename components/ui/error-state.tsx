import type { ReactNode } from "react";
import { Callout } from "#components/ui/callout.tsx";
import { Icon } from "#components/ui/icon.tsx";

type ErrorStateProps = {
  /** What failed: "This list could not be read." */
  title: ReactNode;
  /** What is not affected. */
  unaffected?: ReactNode;
  /** What to quote when asking about it, and when it was. */
  reference?: string | undefined;
  at?: ReactNode;
  /** The way on: try again, the status page. */
  actions?: ReactNode;
};

export function ErrorState({ title, unaffected, reference, at, actions }: ErrorStateProps) {
  return (
    <Callout
      tone="bad"
      icon={<Icon name="unplug" />}
      role="alert"
      title={title}
      says={unaffected}
      actions={actions}
    >
      {reference && (
        <p>
          Reference <span className="mono">{reference}</span>
          {at && <>, {at}</>}.
        </p>
      )}
    </Callout>
  );
}
