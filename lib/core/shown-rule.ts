import type { Day } from "./rules/bounds.ts";

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

/** A rule as it is read, with names for ids, and with what it means now. */
export type ShownRule = {
  id: string;
  name: string;
  description: string;
  enabled: boolean;
  version: number;
  priority: number;
  updatedAt: Date;
  who: { everyone: boolean; principals: readonly NamedPrincipal[]; except: readonly NamedPrincipal[] };
  sets: { named: readonly Named[]; patterns: readonly string[]; tags: readonly NamedTag[] };
  exceptSets: ShownRule["sets"];
  accounts: {
    all: boolean;
    accounts: readonly Named[];
    units: readonly Named[];
    tags: readonly NamedTag[];
  };
  exceptAccounts: Omit<ShownRule["accounts"], "all">;
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
  /** Enabled people who may ask by it now, and those who may decide. */
  requesterCount: number;
  approverCount: number;
  /** People who may ask, but whom fewer than are needed could answer at some stage. */
  unanswerable: number;
  /** Permission sets that it offers, and active accounts that it reaches, now. */
  setCount: number;
  accountCount: number;
};
