import type { IconName } from "#components/ui/icon.tsx";
import type { Found, FoundKind } from "#lib/core/catalogue/found.ts";
import type { QuickAsk } from "#lib/core/quick-ask.ts";
import { spellMinutes } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

/** A page of the console, as the palette leads to it. */
export type PalettePage = { label: string; href: string; icon: IconName };

/** One thing that can be chosen. */
export type PaletteEntry = {
  key: string;
  icon: IconName;
  title: string;
  /** The second line. */
  detail: string;
  /** An id, at the right end. */
  id: string | null;
  href: string;
};

export type PaletteSection = { title: string; entries: readonly PaletteEntry[] };

const kinds = {
  account: { icon: "box", word: "", href: paths.account },
  "permission-set": { icon: "key", word: "permission set", href: paths.permissionSet },
  group: { icon: "users", word: "group", href: paths.group },
  person: { icon: "user", word: "", href: paths.person },
  unit: { icon: "folder", word: "accounts of the unit", href: (id: string) => paths.accounts({ unit: id }) },
} as const satisfies Record<FoundKind, { icon: IconName; word: string; href: (id: string) => string }>;

export function entryOfPage({ label, href, icon }: PalettePage): PaletteEntry {
  return { key: href, icon, title: label, detail: "", id: null, href };
}

export function entryOfFound({ kind, id, title, detail }: Found): PaletteEntry {
  const { icon, word, href } = kinds[kind];
  const isAccount = kind === "account";
  const rest = isAccount && detail.startsWith(id) ? detail.slice(id.length).replace(/^[\s,·]+/, "") : detail;
  return {
    key: href(id),
    icon,
    title,
    detail: [word, rest].filter((part) => part !== "").join(", "),
    id: isAccount ? id : null,
    href: href(id),
  };
}

export function entryOfAsk({
  accountId,
  accountName,
  setId,
  setName,
  minutes,
  ticket,
}: QuickAsk): PaletteEntry {
  const href = paths.newRequest({
    account: accountId,
    set: setId,
    ...(minutes !== null && { minutes }),
    ...(ticket !== null && { ticket }),
  });
  const said = [minutes === null ? "" : `for ${spellMinutes(minutes)}`, ticket ?? ""];
  return {
    key: `ask ${href}`,
    icon: "mail",
    title: `${setName} in ${accountName}`,
    detail: ["ask for it", ...said].filter((part) => part !== "").join(", "),
    id: null,
    href,
  };
}

/** The pages whose name has a word that begins with the text. */
export function pagesNamed(pages: readonly PalettePage[], typed: string): readonly PaletteEntry[] {
  const sought = typed.trim().toLowerCase();
  return pages.filter(({ label }) => ` ${label.toLowerCase()}`.includes(` ${sought}`)).map(entryOfPage);
}
