import { RefreshWhileMoving } from "#components/access/refresh-while-moving.tsx";
import type { RefreshKind } from "#lib/core/catalogue/refresh.ts";
import { count, formatDuration } from "#lib/format.ts";

/** How the latest read of one thing stands. */
type Latest =
  | { state: "asked"; askedAt: Date }
  | { state: "running"; startedAt: Date }
  | { state: "done"; finishedAt: Date; changed: number; isGone: boolean; notes: readonly string[] }
  | { state: "failed"; finishedAt: Date; failure: string };

type RefreshStateProps = { kind: RefreshKind; latest: Latest | null; now: Date };

/** After this the full reads have more to say than one that somebody asked for. */
const TOLD_FOR_MS = 15 * 60_000;

/** A worker that is alive takes up within seconds what is asked for. */
const LATE_AFTER_MS = 15_000;

/** Says whether the thing is being read, or how that went a moment ago; a page that shows it follows by itself until it has ended. */
export function RefreshState({ kind, latest, now }: RefreshStateProps) {
  const sentence = latest && sentenceFor(kind, latest, now);
  const isUnderWay = latest?.state === "asked" || latest?.state === "running";
  return (
    <>
      <p role="status" className="max-w-measure text-note text-ink-2 empty:-mr-3">
        {sentence}
      </p>
      {isUnderWay && <RefreshWhileMoving firstSeconds={1} slowestSeconds={5} />}
    </>
  );
}

function sentenceFor(kind: RefreshKind, latest: Latest, now: Date): string | null {
  switch (latest.state) {
    case "asked":
      return now.getTime() - latest.askedAt.getTime() > LATE_AFTER_MS
        ? `Asked for ${ago(latest.askedAt, now)}; no worker has taken it up yet.`
        : "Asked for; it is read in a moment.";
    case "running":
      return "AWS is being read …";
    case "done":
      return isTold(latest.finishedAt, now) ? doneSentence(kind, latest, now) : null;
    case "failed":
      return isTold(latest.finishedAt, now)
        ? `The read ${ago(latest.finishedAt, now)} failed: ${latest.failure}`
        : null;
  }
}

function doneSentence(kind: RefreshKind, latest: Extract<Latest, { state: "done" }>, now: Date): string {
  const what = latest.changed === 0 ? "nothing changed" : `${count(latest.changed, "row")} changed`;
  const gone = latest.isGone ? [`AWS has no such ${words[kind]} any more.`] : [];
  return [`Read ${ago(latest.finishedAt, now)}: ${what}.`, ...gone, ...latest.notes].join(" ");
}

const words = {
  account: "account",
  "permission-set": "permission set",
  group: "group",
  person: "person",
} as const satisfies Record<RefreshKind, string>;

function isTold(at: Date, now: Date): boolean {
  return now.getTime() - at.getTime() < TOLD_FOR_MS;
}

function ago(at: Date, now: Date): string {
  return `${formatDuration(Math.max(0, now.getTime() - at.getTime()))} ago`;
}
