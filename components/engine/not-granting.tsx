import { Callout } from "#components/ui/callout.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { When } from "#components/ui/when.tsx";
import type { Granting } from "#lib/core/shown-engine.ts";
import { formatDuration } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type NotGrantingProps = {
  granting: Granting;
  /** Readers are led on to what the engine does. */
  mayBrowse: boolean;
  now: Date;
  zone: string;
  className?: string;
};

/** Tells those who ask and decide that nothing is granted at the moment, and since when. Nothing is shown while granting goes on. */
export function NotGranting({ granting, mayBrowse, now, zone, className = "mb-5" }: NotGrantingProps) {
  const { stopped, clockAheadMs, deniedSince } = granting;
  const more = mayBrowse && <TextLink href={paths.engine()}>What the engine does</TextLink>;
  if (stopped) {
    return (
      <Callout
        tone="warn"
        title="Nothing is granted at the moment."
        says={
          <>
            {stopped.by ?? "An administrator"} stopped granting{" "}
            <When at={stopped.since} now={now} zone={zone} as="both" />.
          </>
        }
        className={className}
      >
        What is approved now begins when granting is resumed, and ends at its own end all the same. Ending
        access goes on. {stopped.why !== null && `Why: ${stopped.why} `}
        {more}
      </Callout>
    );
  }
  if (clockAheadMs !== null) {
    return (
      <Callout
        tone="bad"
        title="Nothing is granted at the moment."
        says={`AWS’s clock is ${formatDuration(Math.abs(clockAheadMs))} ${clockAheadMs > 0 ? "ahead of" : "behind"} ours, so no window would be true.`}
        className={className}
      >
        What is approved now begins when the clocks agree, and ends at its own end all the same. Ending access
        goes on. {more}
      </Callout>
    );
  }
  if (deniedSince === null) return null;
  return (
    <Callout
      tone="bad"
      title="AWS refuses what Gatehouse asks, so nothing may be granted at the moment."
      says={
        <>
          It has done so since <When at={deniedSince} now={now} zone={zone} as="both" />.
        </>
      }
      className={className}
    >
      What is approved now may begin only when that is lifted, and ends at its own end all the same. {more}
    </Callout>
  );
}
