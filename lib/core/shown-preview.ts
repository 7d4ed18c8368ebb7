import type { DeadEnd } from "./rules/dead-ends.ts";
import type { RuleInWords } from "./shown-rule.ts";

/** Who gains or loses which roles, with some of them by name. */
export type ShownReach = {
  /** Each person, permission set and account together is one. */
  triples: number;
  people: number;
  sets: number;
  accounts: number;
  examples: readonly { personName: string; setName: string; accountName: string }[];
};

/** Who could decide: how many enabled people, how many of them a letter reaches, and some by name. */
export type ShownDeciders = { able: number; withMail: number; names: readonly string[] };

/** What would come of it if a rule were saved as it is written. */
export type RulePreview = {
  change: "new" | "changed" | "switched off" | "nothing";
  name: string;
  enabled: boolean;
  says: RuleInWords;
  /** The version that it is compared with; null for a new rule. */
  version: number | null;
  /** What somebody else changed since the form was opened, and the version that the form began with. */
  changedMeanwhile: { from: number; differs: readonly string[] } | null;
  /** Which parts of the rule differ, in words. */
  differs: readonly string[];
  gained: ShownReach;
  lost: ShownReach;
  /** What becomes easier, apart from who may ask for what where. */
  easier: readonly string[];
  stages: readonly {
    /** From 1. */
    place: number;
    quorum: number;
    approvers: ShownDeciders;
    fallback: (ShownDeciders & { afterMinutes: number }) | null;
    /** In how many of the accounts that the rule reaches a tag names an enabled person as the owner; null when no owner is asked. */
    owners: { owned: number; of: number } | null;
    /** Whether the requester's manager is one of them, at once or after a while. */
    manager: boolean;
  }[];
  deadEnds: readonly DeadEnd[];
  /** Undecided requests that would not stand any more, and those that nobody could decide. */
  requests: { fallen: number; stranded: number };
  /** Whether another administrator has to agree. */
  isWidening: boolean;
};
