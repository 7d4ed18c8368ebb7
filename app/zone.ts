import { cookies } from "next/headers";

const shape = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/;

/**
 * The reader's time zone as the browser told it, for every time on the page.
 * @returns an IANA zone this machine knows; "UTC" when there is none, or it is not one.
 */
export async function readZone(): Promise<string> {
  return safeZone((await cookies()).get("gatehouse-zone")?.value);
}

/** A value from outside as a zone that Intl accepts, or "UTC". */
export function safeZone(value: string | undefined): string {
  const zone = decode(value ?? "");
  if (zone.length > 64 || !shape.test(zone)) return "UTC";
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: zone });
    return zone;
  } catch {
    return "UTC";
  }
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}
