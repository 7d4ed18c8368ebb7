export type FoundKind = "account" | "permission-set" | "group" | "person" | "unit";

/** One thing of the organisation that a search found. */
export type Found = {
  kind: FoundKind;
  /** As the page of the thing is named. */
  id: string;
  title: string;
  detail: string;
};
