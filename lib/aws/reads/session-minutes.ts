/**
 * Minutes of an ISO 8601 duration as permission sets carry it, "PT1H" to "PT12H"; absent means AWS's hour. Null when the text is none.
 * https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_PermissionSet.html
 */
export function sessionMinutes(duration: string | undefined): number | null {
  if (duration === undefined) return 60;
  const parts = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/.exec(duration);
  if (!parts || duration === "P" || duration.endsWith("T")) return null;
  const [days = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1).map((part) => Number(part ?? 0));
  return (days * 24 + hours) * 60 + minutes + Math.ceil(seconds / 60);
}
