import type { ReactNode } from "react";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Icon, type IconName } from "#components/ui/icon.tsx";
import { Name } from "#components/ui/name.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { InboxRow as Row } from "#lib/core/shown-access.ts";
import { count, formatRelative, formatWhen, listNames, spellMinutes } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type InboxRowProps = {
  request: Row;
  /** The box that picks it; null when it is decided by itself only. */
  box: ReactNode;
  now: Date;
  zone: string;
};

const REASON_SHOWN = 280;
const HELD_SHOWN = 3;

/** One request that waits, with what its decider needs for one look. */
export function InboxRow({ request, box, now, zone }: InboxRowProps) {
  const { reason, ticket, requesterTitle, units, startsAt, createdAt, lapsesAt } = request;
  const quoted = reason.length > REASON_SHOWN ? `${reason.slice(0, REASON_SHOWN).trimEnd()}…` : reason;
  return (
    <li
      data-request={request.id}
      className="grid grid-cols-[1.75rem_minmax(0,1fr)] gap-x-2 [&_:is(a,input)]:scroll-mb-52 border-b border-line py-3 focus-within:has-[:focus-visible]:bg-accent-wash focus-within:has-[:focus-visible]:shadow-[inset_2px_0_var(--accent)] max-wide:grid-cols-[2.75rem_minmax(0,1fr)] wide:grid-cols-[1.75rem_minmax(0,1fr)_12rem] wide:pr-2"
    >
      <div className="flex justify-center">
        {box ?? <Icon name="lock" className="mt-1.5 text-ink-3" size={15} />}
      </div>
      <div className="min-w-0">
        <h2 className="text-read font-plain wrap-anywhere">
          <TextLink as="plain" href={paths.request(request.id)}>
            <b className="font-strong">{request.requesterName}</b> asks for{" "}
            <b className="font-strong">{request.permissionSetName}</b> in{" "}
            <b className="font-strong">
              <Name>{request.accountName}</Name>
            </b>
            , {spellMinutes(request.durationMinutes)}
            {request.extends && " more"}
          </TextLink>
        </h2>
        <Warnings request={request} />
        <p className="mt-1 max-w-measure wrap-anywhere">
          “{quoted}”{ticket !== null && <b className="font-medium"> {ticket}</b>}
        </p>
        <p className="mt-1 text-note text-ink-2">
          {[
            `R-${request.number}`,
            requesterTitle,
            units.join(" › "),
            startsAt === null ? "begins with your yes" : `begins ${formatWhen(startsAt, now, zone)}`,
            `asked ${formatWhen(createdAt, now, zone)}`,
          ]
            .filter(Boolean)
            .join(", ")}
        </p>
        <dl className="mt-1.5 flex flex-wrap gap-x-6 gap-y-0.5 text-note *:flex *:gap-1.5">
          <Fact term="Agreed">{agreedOf(request)}</Fact>
          <Fact term="Has there">{heldOf(request)}</Fact>
          <Fact term="Before">{beforeOf(request, now, zone)}</Fact>
        </dl>
      </div>
      <div className="flex items-start justify-between gap-x-3 gap-y-1.5 max-wide:col-start-2 max-wide:mt-2 max-wide:items-center wide:flex-col wide:items-end wide:justify-start">
        <p className="wide:text-right">
          <b className="font-strong">lapses {formatRelative(lapsesAt, now)}</b>{" "}
          <span className="block text-note text-ink-2">{formatWhen(lapsesAt, now, zone)}</span>
        </p>
        <ButtonLink
          href={paths.request(request.id)}
          size="small"
          kind={box === null ? "go" : "plain"}
          aria-label={`Look and decide: ${request.requesterName} asks for ${request.permissionSetName} in ${request.accountName}`}
        >
          Look and decide
        </ButtonLink>
      </div>
    </li>
  );
}

/** Why this one wants a closer look. */
function Warnings({
  request: { administratorLike, weight, production, isGone, inPlaceOf },
}: {
  request: Row;
}) {
  if (weight === "ordinary" && production === null && !isGone && inPlaceOf === null) return null;
  return (
    <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-0.5">
      {weight === "critical" && (
        <Warning icon="key" tone="blocked">
          Power over Gatehouse itself: two have to agree, each by itself
        </Warning>
      )}
      {weight === "sensitive" && (
        <Warning icon="key" tone="blocked">
          Like an administrator’s ({administratorLike}): decided by itself
        </Warning>
      )}
      {production !== null && (
        <Warning icon="triangle-alert" tone="ending">
          Reaches production ({production})
        </Warning>
      )}
      {inPlaceOf !== null && (
        <Warning icon="users" tone="pending">
          In the place of {inPlaceOf}
        </Warning>
      )}
      {isGone && (
        <Warning icon="unlink" tone="blocked">
          The permission set is gone from AWS
        </Warning>
      )}
    </ul>
  );
}

function Warning({
  icon,
  tone,
  children,
}: {
  icon: IconName;
  tone: "blocked" | "ending" | "pending";
  children: ReactNode;
}) {
  return (
    <li data-tone={tone} className="flex items-start gap-1.25 font-medium text-state">
      <Icon name={icon} size={14} className="mt-0.75 shrink-0" />
      <span>{children}</span>
    </li>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <div>
      <dt className="shrink-0 text-ink-3">{term}</dt>
      <dd className="wrap-anywhere">{children}</dd>
    </div>
  );
}

function agreedOf({ stage, agreed, agreedHere }: Row): string {
  const needed = `${agreedHere} of ${count(stage.quorum, "yes", "yeses")}`;
  const where = stage.of > 1 ? `, stage ${stage.place} of ${stage.of}` : "";
  return `${needed}${where}${agreed.length > 0 ? `; ${listNames(agreed)} said yes` : ""}`;
}

function heldOf({ standing }: Row): string {
  if (standing.length === 0) return "nothing standing";
  const named = standing
    .slice(0, HELD_SHOWN)
    .map(({ name, through }) => (through === null ? `${name}, direct` : `${name} through ${through}`));
  const more = standing.length - named.length;
  return `${named.join("; ")}${more > 0 ? `; and ${more} more` : ""}`;
}

const became = {
  pending: "undecided",
  approved: "approved",
  denied: "denied",
  cancelled: "withdrawn",
  lapsed: "lapsed",
  invalidated: "void",
} as const;

function beforeOf({ earlier: { count: times, last } }: Row, now: Date, zone: string): string {
  if (last === null) return "the first time";
  return `${count(times, "time")}, last ${became[last.state]} ${formatWhen(last.at, now, zone)}`;
}
