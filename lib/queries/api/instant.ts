/** Where a page of a list in the order of instants ended, as `next` says it: it holds whatever becomes of the row itself. */
export function instantAfter(at: Date, id: string): string {
  return `${at.getTime()}_${id}`;
}

/** The same, read again; its shape was judged at the door. */
export function instantOf(after: string): { at: Date; id: string } {
  const [at, id = ""] = after.split("_");
  return { at: new Date(Number(at)), id };
}
