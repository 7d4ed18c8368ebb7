import { Button } from "#components/ui/button.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Section } from "#components/ui/section.tsx";
import { State } from "#components/ui/state.tsx";
import { When } from "#components/ui/when.tsx";
import type { EngineAskRow, Granting } from "#lib/core/shown-engine.ts";
import { GrantingForm } from "./granting-form.tsx";

type GrantingSectionProps = {
  granting: Granting;
  asks: readonly EngineAskRow[];
  mayAsk: boolean;
  now: Date;
  zone: string;
};

/** Whether access is given, who stopped it and why, and the way to stop or resume it. */
export function GrantingSection({ granting: { stopped }, asks, mayAsk, now, zone }: GrantingSectionProps) {
  const kind = stopped ? "resume" : "drain";
  const isAsked = asks.some((ask) => ask.kind === kind && ask.state === "asked");
  const reason = offReason(mayAsk, isAsked);
  return (
    <Section title="Granting" note={<Now isStopped={stopped !== null} />}>
      {stopped ? (
        <p className="pt-3 wrap-anywhere">
          {stopped.by ?? "An administrator"} stopped it{" "}
          <When at={stopped.since} now={now} zone={zone} as="both" />
          {stopped.why !== null && `: ${stopped.why}`}
        </p>
      ) : (
        <p className="pt-3">What is approved is created in AWS at once.</p>
      )}
      <p className="mt-1 text-ink-2">
        {stopped
          ? "Nothing new is created in AWS. What ends is removed as always; grants that wait keep their own end."
          : "While it is stopped, nothing new is created, and what ends is removed as always: for the time in which workers are replaced, or something is wrong."}
      </p>
      {reason === undefined ? (
        <GrantingForm key={kind} kind={kind} />
      ) : (
        <p className="mt-3">
          <Button disabledReason={reason}>{stopped ? "Resume granting" : "Stop granting"}</Button>
        </p>
      )}
    </Section>
  );
}

function Now({ isStopped }: { isStopped: boolean }) {
  if (isStopped) return <State is="disabled">Stopped</State>;
  return (
    <span className="inline-flex items-center gap-1.25 align-bottom font-medium text-state-active">
      <Icon name="check" size={15} />
      goes on
    </span>
  );
}

function offReason(mayAsk: boolean, isAsked: boolean): string | undefined {
  if (!mayAsk) return "Administrators may.";
  return isAsked ? "Asked; the worker answers within seconds." : undefined;
}
