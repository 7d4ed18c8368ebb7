import type { RuleChangeJudgement, RuleChangeState } from "./rules/rule-change.ts";
import type { Happening } from "./shown-access.ts";
import type { ShownRule } from "./shown-rule.ts";

/** A change of a rule as lists show it. */
export type RuleChangeRow = {
  id: string;
  name: string;
  isNew: boolean;
  note: string;
  proposedById: string;
  proposedByName: string;
  proposedAt: Date;
  lapsesAt: Date;
  state: RuleChangeState;
  /** Whether somebody has answered it, and the worker is to act on that. */
  isAnswered: boolean;
  settledAt: Date | null;
};

/** What a rule says, with names for ids. */
export type RuleSaid = Pick<
  ShownRule,
  | "name"
  | "description"
  | "enabled"
  | "priority"
  | "who"
  | "sets"
  | "exceptSets"
  | "accounts"
  | "exceptAccounts"
  | "limits"
  | "asks"
  | "stages"
  | "deadlineMinutes"
>;

export type ShownReach = Omit<RuleChangeJudgement["gained"], "examples"> & {
  examples: readonly {
    personId: string;
    personName: string;
    permissionSetArn: string;
    permissionSetName: string;
    accountId: string;
    accountName: string;
  }[];
};

/** A change of a rule with all that its page shows. */
export type ShownRuleChange = RuleChangeRow & {
  ruleId: string | null;
  baseVersion: number | null;
  contentHash: string;
  round: number;
  againWhy: string | null;
  before: RuleSaid | null;
  after: RuleSaid;
  /** What the worker worked out; null until it has. */
  judged:
    | (Omit<RuleChangeJudgement, "gained" | "lost"> & {
        at: Date;
        isWidening: boolean;
        gained: ShownReach;
        lost: ShownReach;
      })
    | null;
  settledReason: string | null;
  applied: { ruleId: string; version: number } | null;
  voices: readonly {
    round: number;
    answer: "agree" | "reject" | "withdraw";
    personName: string;
    comment: string;
    saidAt: Date;
  }[];
  happened: readonly Happening[];
};
