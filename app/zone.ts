import { cookies } from "next/headers";
import { webEnv } from "#lib/env.ts";

const shape = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+){0,2}$/;

/**
 * The reader's time zone as the browser told it, for every time on the page.
 * @returns an IANA zone this machine knows; the letters' when there is none, or it is not one.
 */
export async function readZone(): Promise<string> {
  return safeZone((await cookies()).get("gatehouse-zone")?.value, webEnv().GATEHOUSE_ZONE);
}

/** A value from outside as a zone that Intl accepts, or the one to fall back on. */
export function safeZone(value: string | undefined, otherwise: string): string {
  const zone = decode(value ?? "");
  if (zone.length > 64 || !shape.test(zone)) return otherwise;
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone: zone });
    return zone;
  } catch {
    return otherwise;
  }
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}
