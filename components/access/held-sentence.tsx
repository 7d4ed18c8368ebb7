import { opensConsole } from "#components/access/grant-now-is.ts";
import { heldWindow } from "#components/access/held-window.ts";
import { Name } from "#components/ui/name.tsx";
import { Say } from "#components/ui/say.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { GrantRow } from "#lib/core/shown-access.ts";
import { count, formatWhen, spellDuration } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

const minute = 60_000;

/** Up to the next minute, as the countdowns beside it say it. */
function wholeMinutes(milliseconds: number): number {
  return Math.ceil(milliseconds / minute) * minute;
}

type HeldSentenceProps = {
  held: readonly GrantRow[];
  /** How many requests wait for the viewer's decision. */
  toDecide: number;
  /** Never asked for anything yet. */
  isNew: boolean;
  now: Date;
  zone: string;
};

/** The answer first: how many roles are held, and what ends next. */
export function HeldSentence({ held, toDecide, isNew, now, zone }: HeldSentenceProps) {
  const open = held.filter((grant) => opensConsole(grant, now));
  const [next] = open.toSorted((a, b) => heldWindow(a).endsAt.getTime() - heldWindow(b).endsAt.getTime());
  const endsAt = next ? heldWindow(next).endsAt : now;
  return (
    <Say as="h1" className="mb-7">
      {next ? (
        <>
          {open.length === 1 ? (
            "You hold "
          ) : (
            <>
              You hold <b>{count(open.length, "role")}</b> now. The next one,{" "}
            </>
          )}
          <TextLink as="plain" href={paths.request(next.requestId)}>
            <Name>{next.permissionSetName}</Name> in <Name>{next.accountName}</Name>
          </TextLink>
          {open.length === 1 ? " now. It" : ","} ends at <b>{formatWhen(endsAt, now, zone)}</b>, in{" "}
          {spellDuration(wholeMinutes(endsAt.getTime() - now.getTime()))}.
        </>
      ) : (
        <NothingHeld held={held} isNew={isNew} />
      )}
      {toDecide > 0 && (
        <>
          {" "}
          <TextLink as="plain" href={paths.requests({ view: "decide" })}>
            {count(toDecide, "request")}
          </TextLink>{" "}
          {toDecide === 1 ? "waits" : "wait"} for your decision.
        </>
      )}
    </Say>
  );
}

function NothingHeld({ held, isNew }: { held: readonly GrantRow[]; isNew: boolean }) {
  const coming = held.filter(({ state }) => state === "scheduled" || state === "granting");
  if (coming.length > 0) {
    return (
      <>
        <b>{count(coming.length, "role")}</b> {coming.length === 1 ? "is" : "are"} on the way. AWS has not
        shown {coming.length === 1 ? "it" : "them"} yet.
      </>
    );
  }
  if (held.length > 0) {
    return (
      <>
        You should hold nothing now, but <b>{count(held.length, "removal")}</b>{" "}
        {held.length === 1 ? "is" : "are"} not seen done yet.
      </>
    );
  }
  return isNew ? (
    <>
      You hold <b>no temporary role</b>.{" "}
      <TextLink as="plain" href={paths.newRequest()}>
        Ask for one
      </TextLink>{" "}
      when work needs it: it takes seconds, and it goes away by itself.
    </>
  ) : (
    <>
      You hold <b>no temporary role</b> now.
    </>
  );
}
