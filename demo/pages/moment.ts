/** An instant as the demo's pages write it, in UTC: 24 Nov 2026, 14:32:05. */
export function moment(instant: string | Date): string {
  const parts = new Intl.DateTimeFormat("en-GB", {
    dateStyle: "medium",
    timeStyle: "medium",
    timeZone: "UTC",
  });
  return parts.format(new Date(instant));
}
