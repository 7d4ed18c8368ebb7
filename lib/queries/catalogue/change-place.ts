import type { ChangePlace } from "./change-streams.ts";

/** A place in the list of changes as an address carries it. */
export function writePlace({ at, stream, key }: ChangePlace): string {
  return `${at.getTime()}.${stream}.${key}`;
}

/** A place out of an address; undefined for what is none. */
export function parsePlace(written: string | undefined): ChangePlace | undefined {
  const [, at = "", stream = "", key = ""] = /^(\d{1,15})\.(\d{1,2})\.(.{1,500})$/s.exec(written ?? "") ?? [];
  return at === "" ? undefined : { at: new Date(Number(at)), stream: Number(stream), key };
}
