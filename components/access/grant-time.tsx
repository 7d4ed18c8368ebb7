import { isEndingSoon } from "#components/access/ending-soon.ts";
import { needsAPerson, stateNow } from "#components/access/grant-now-is.ts";
import { heldWindow } from "#components/access/held-window.ts";
import { TimeLeft } from "#components/ui/time-left.tsx";
import { waitInShort } from "#lib/core/engine-wait.ts";
import type { GrantRow } from "#lib/core/shown-access.ts";
import { formatDuration, formatRelative, formatWhen } from "#lib/format.ts";

type GrantTimeProps = { grant: GrantRow; now: Date; zone: string };

/** What a grant's row says of time: what is left, or how it came to its end. */
export function GrantTime({ grant, now, zone }: GrantTimeProps) {
  const { main, sub, tone } = words(grant, now, zone);
  return (
    <span className="block leading-[1.38] whitespace-nowrap" {...(tone && { "data-tone": tone })}>
      <b className={`block font-strong ${tone ? "text-state" : ""}`}>{main}</b>
      <span className="block text-note text-ink-2">{sub}</span>
    </span>
  );
}

/** When it ends with all that was agreed to, and whether more is asked for. */
function moreTime(grant: GrantRow, now: Date, zone: string): string {
  const { extension } = grant;
  const ends = `ends ${formatWhen(heldWindow(grant).endsAt, now, zone)}`;
  return extension === null
    ? ends
    : `${ends}, ${extension.endsAt === null ? "more time asked for" : "extended"}`;
}

function words(grant: GrantRow, now: Date, zone: string) {
  const { startsAt, endsAt, endedAt, activeAt, fault, wait, leftStanding } = grant;
  const held = heldWindow(grant);
  const ends = `ends ${formatWhen(endsAt, now, zone)}`;
  if (needsAPerson(grant)) {
    return {
      main: `overdue ${formatDuration(now.getTime() - endsAt.getTime())}`,
      sub: `due ${formatWhen(endsAt, now, zone)}`,
      tone: "blocked",
    };
  }
  switch (stateNow(grant, now)) {
    case "active":
    case "active_preexisting":
      return {
        main: <TimeLeft until={held.endsAt.toISOString()} serverNow={now.toISOString()} />,
        sub: moreTime(grant, now, zone),
        tone: isEndingSoon(startsAt, held.endsAt, now) ? "ending" : null,
      };
    case "scheduled":
      return startsAt > now
        ? { main: formatRelative(startsAt, now), sub: ends, tone: null }
        : { main: "approved, next to go", sub: ends, tone: null };
    case "granting":
      return {
        main: `wanted since ${formatWhen(startsAt, now, zone)}`,
        sub: fault ? `AWS answered ${fault.kind}` : waitInShort(wait?.for ?? "moment"),
        tone: null,
      };
    case "revoking":
      return {
        main: `not wanted since ${formatWhen(endsAt, now, zone)}`,
        sub: fault ? `AWS answered ${fault.kind}` : waitInShort(wait?.for ?? "operation"),
        tone: null,
      };
    case "ended":
      if (!activeAt || !endedAt)
        return { main: "never begun", sub: ends.replace("ends", "ended"), tone: null };
      if (leftStanding !== null)
        return {
          main: leftStanding === "continued" ? "another grant goes on" : "left in AWS",
          sub: `ended ${formatWhen(endedAt, now, zone)}`,
          tone: null,
        };
      return {
        main: `gone ${formatDuration(Math.max(endedAt.getTime() - endsAt.getTime(), 0))} after its end`,
        sub: `ended ${formatWhen(endsAt, now, zone)}`,
        tone: null,
      };
    case "cancelled":
    case "grant_failed":
    case "invalidated":
      return { main: "never begun", sub: grant.endSentence ?? "", tone: null };
    case "revoke_blocked":
    case "contested":
      return { main: "", sub: "", tone: null };
  }
}
