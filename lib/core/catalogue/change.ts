import type { PrincipalKind } from "#lib/core/catalogue.ts";
import type { FieldChange } from "./tell-change.ts";

/** What the history of the organisation is about, in the order in which one moment's changes are told. */
export const changeNouns = [
  "account",
  "permission-set",
  "assignment",
  "provisioned",
  "person",
  "group",
  "membership",
  "unit",
] as const;

export type ChangeNoun = (typeof changeNouns)[number];

export const changeKinds = ["appeared", "changed", "vanished"] as const;

export type ChangeKind = (typeof changeKinds)[number];

/** A thing with its name as it is now, or as it was when it went; null when no read ever named it. */
export type NamedThing = { id: string; name: string | null };

export type ChangeSubject =
  | { noun: "account" | "permission-set" | "person" | "group" | "unit"; thing: NamedThing }
  | {
      noun: "assignment";
      account: NamedThing;
      permissionSet: NamedThing;
      principal: NamedThing & { kind: PrincipalKind };
    }
  | { noun: "provisioned"; account: NamedThing; permissionSet: NamedThing }
  | { noun: "membership"; group: NamedThing; person: NamedThing };

/** Whose doing a change is: Gatehouse's, somebody's in AWS, or nothing that Gatehouse tells apart. */
export type ChangeOrigin = "ours" | "drift" | "aws";

/** One thing that a read of AWS saw otherwise than the read before. */
export type Change = {
  /** Its place in the list. */
  id: string;
  /** The moment of the run that saw it; AWS made it at some time before. */
  at: Date;
  runId: string | null;
  kind: ChangeKind;
  origin: ChangeOrigin;
  subject: ChangeSubject;
  /** Of a change only: what became of what. */
  fields: readonly FieldChange[];
};

/** A count that stops somewhere: `isMore` says that there are more. */
export type BoundedCount = { value: number; isMore: boolean };

/** The first read there ever was: what stood then is no change. */
export type FirstRead = { at: Date; rows: readonly { noun: ChangeNoun; value: number }[] };

/** One page of changes, the newest first. */
export type ChangesPage = {
  rows: readonly Change[];
  /** What the other filters leave of each noun, whatever noun is asked for. */
  byNoun: readonly ({ noun: ChangeNoun } & BoundedCount)[];
  total: BoundedCount;
  /** Changes before the page's first row. */
  skipped: BoundedCount;
  /** The one line for the first read; null before the last page, and where the filters leave it out. */
  firstRead: FirstRead | null;
  /** When that was; null before it. */
  firstReadAt: Date | null;
  /** Where the pages beside this one begin. */
  previous: string | null;
  next: string | null;
};
