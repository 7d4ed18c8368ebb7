import type { Day } from "./rules/bounds.ts";
import type { DeadEnd } from "./rules/dead-ends.ts";

/** Somebody or something that a rule names; the name is null when it is gone from AWS. */
export type Named = { id: string; name: string | null };
export type NamedPrincipal = Named & { kind: "user" | "group" };
export type NamedTag = { key: string; value: string };

export type ShownApprovers = {
  principals: readonly NamedPrincipal[];
  ownerTag: string | null;
  /** Whether the requester's manager is one of them. */
  manager: boolean;
};

/** What a rule says, with names for ids. */
export type RuleInWords = {
  who: { everyone: boolean; principals: readonly NamedPrincipal[]; except: readonly NamedPrincipal[] };
  sets: { named: readonly Named[]; patterns: readonly string[]; tags: readonly NamedTag[] };
  exceptSets: RuleInWords["sets"];
  accounts: {
    all: boolean;
    accounts: readonly Named[];
    units: readonly Named[];
    tags: readonly NamedTag[];
  };
  exceptAccounts: Omit<RuleInWords["accounts"], "all">;
  limits: {
    maxMinutes: number;
    suggestedMinutes: number | null;
    aheadMinutes: number;
    atOnce: number | null;
    extendToMinutes: number | null;
    hours: { zone: string; days: readonly Day[]; from: string; to: string } | null;
  };
  asks: { reasonMinLength: number; tickets: readonly string[]; templates: readonly string[] };
  stages: readonly (ShownApprovers & {
    /** From 1. */
    place: number;
    quorum: number;
    fallback: (ShownApprovers & { afterMinutes: number }) | null;
  })[];
  deadlineMinutes: number;
};

/** A rule as it is read, with what it means now. */
export type ShownRule = RuleInWords & {
  id: string;
  name: string;
  description: string;
  enabled: boolean;
  version: number;
  priority: number;
  updatedAt: Date;
  /** Enabled people who may ask by it now, and those whom it names as approvers. */
  requesterCount: number;
  approverCount: number;
  /** Active accounts that it reaches now. */
  accountCount: number;
  /** Where it leads to nothing. */
  deadEnds: readonly DeadEnd[];
};
