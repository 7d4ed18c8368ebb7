/** How far a zone's clock is ahead of UTC at an instant, in milliseconds. */
export function offsetAt(at: Date, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    timeZoneName: "longOffset",
  }).formatToParts(at);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign, hours, minutes = "0"] = /([+-])(\d{2}):?(\d{2})?/.exec(name) ?? [];
  if (hours === undefined) return 0;
  const distance = (Number(hours) * 60 + Number(minutes)) * 60_000;
  return sign === "-" ? -distance : distance;
}
