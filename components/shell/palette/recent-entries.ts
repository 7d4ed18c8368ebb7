import type { PaletteEntry } from "#components/shell/palette/palette-entry.ts";
import type { IconName } from "#components/ui/icon.tsx";

const KEPT = 5;

// For this tab alone: names of accounts and people do not outlive it on a shared machine.
const keyOf = (reader: string) => `gatehouse-recent ${reader}`;

/** Where the reader went by the palette in this tab, the latest first. */
export function recentEntries(reader: string, icons: readonly IconName[]): readonly PaletteEntry[] {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(keyOf(reader)) ?? "[]");
    return Array.isArray(kept) ? kept.flatMap((entry: unknown) => readEntry(entry, icons) ?? []) : [];
  } catch {
    return [];
  }
}

/** Puts an entry at the head of what {@link recentEntries} brings. Without storage nothing is kept. */
export function rememberEntry(reader: string, entry: PaletteEntry, icons: readonly IconName[]): void {
  const others = recentEntries(reader, icons).filter(({ key }) => key !== entry.key);
  try {
    sessionStorage.setItem(keyOf(reader), JSON.stringify([entry, ...others].slice(0, KEPT)));
  } catch {
    // A browser may refuse storage; the palette works without.
  }
}

function readEntry(kept: unknown, icons: readonly IconName[]): PaletteEntry | null {
  if (typeof kept !== "object" || kept === null) return null;
  const { key, icon, title, detail, id, href }: Partial<Record<keyof PaletteEntry, unknown>> = kept;
  const known = icons.find((name) => name === icon);
  if (known === undefined || typeof key !== "string" || typeof title !== "string") return null;
  if (typeof detail !== "string" || typeof href !== "string" || !/^\/(?!\/)/.test(href)) return null;
  return { key, icon: known, title, detail, id: typeof id === "string" ? id : null, href };
}
