import { Callout } from "#components/ui/callout.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { When } from "#components/ui/when.tsx";
import type { KnownAsOf } from "#lib/core/catalogue/as-of.ts";
import { formatClock, formatDate, zoneName } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

/** A moment that was asked for: what is known of it, or what was written instead of one. */
export type AskedMoment = KnownAsOf | { is: "misread"; written: string };

type AsOfBannerProps = {
  moment: AskedMoment;
  /** The page as things stand now. */
  nowHref: string;
  now: Date;
  zone: string;
};

/** Which moment is shown and who saw it, or why none is. */
export function AsOfBanner({ moment, nowHref, now, zone }: AsOfBannerProps) {
  const back = <TextLink href={nowHref}>Back to now</TextLink>;
  switch (moment.is) {
    case "known":
      return (
        <Callout
          icon={<Icon name="history" size={18} />}
          className="mb-4"
          title={`As it was on ${sayMoment(moment.at, zone)}${moment.read ? "," : "."}`}
          says={
            moment.read && (
              <>
                read by{" "}
                <TextLink href={paths.changes({ run: moment.read.runId })}>
                  the run of <When at={moment.read.startedAt} now={now} zone={zone} />
                </TextLink>
                .
              </>
            )
          }
          actions={back}
        >
          What changed in AWS between two reads is known at the moment of the later one. What Gatehouse gave
          or removed itself is known at once.
        </Callout>
      );
    case "future":
      return (
        <Callout
          tone="warn"
          className="mb-4"
          title={`${sayMoment(moment.at, zone)} is still to come.`}
          actions={back}
        >
          Nobody has read then yet.
        </Callout>
      );
    case "too-early":
      return (
        <Callout
          tone="warn"
          className="mb-4"
          title={`Nothing is known of ${sayMoment(moment.at, zone)}.`}
          actions={back}
        >
          {moment.firstReadAt
            ? `AWS was read for the first time on ${sayMoment(moment.firstReadAt, zone)}.`
            : "AWS has not been read yet."}
        </Callout>
      );
    case "misread":
      return (
        <Callout tone="warn" className="mb-4" title={`${moment.written} is no date and time.`} actions={back}>
          A moment is written as 2026-09-12T14:00, in your own zone.
        </Callout>
      );
  }
}

/** A moment in full: "12 Sep 2026, 14:00 CEST". */
export function sayMoment(at: Date, zone: string): string {
  return `${formatDate(at, zone)}, ${formatClock(at, zone)} ${zoneName(at, zone)}`;
}
