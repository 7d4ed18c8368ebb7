import { State, type StateName } from "#components/ui/state.tsx";
import type { RuleChangeState as StateOf } from "#lib/core/rules/rule-change.ts";
import type { RuleChangeRow } from "#lib/core/shown-rule-change.ts";
import { formatWhen } from "#lib/format.ts";

const looks = {
  proposed: { is: "granting", word: "Being judged" },
  waiting: { is: "pending", word: "Waits" },
  applied: { is: "approved", word: "Applied" },
  refused: { is: "denied", word: "Refused" },
  withdrawn: { is: "ended", word: "Withdrawn" },
  stale: { is: "ended", word: "Stale" },
  rejected: { is: "denied", word: "Rejected" },
  lapsed: { is: "ended", word: "Lapsed" },
} as const satisfies Record<StateOf, { is: StateName; word: string }>;

type RuleChangeStateProps = {
  change: Pick<RuleChangeRow, "state" | "isAnswered" | "lapsesAt">;
  now: Date;
  zone: string;
};

/** Where a change of a rule stands. */
export function RuleChangeState({ change, now, zone }: RuleChangeStateProps) {
  const { is, word } = looks[change.state];
  if (change.state === "waiting" && change.isAnswered) return <State is="granting">Answered</State>;
  if (change.state !== "waiting") return <State is={is}>{word}</State>;
  return (
    <State is={is}>
      {word}, lapses {formatWhen(change.lapsesAt, now, zone)}
    </State>
  );
}
