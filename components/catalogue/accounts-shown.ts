import type { AccountState } from "#lib/core/catalogue.ts";

export type AccountsFilters = {
  q?: string | undefined;
  unit?: string | undefined;
  state?: AccountState | undefined;
  access?: "standing" | "temporary" | "nobody" | undefined;
  finding?: "administrators" | "orphans" | "unused" | "no-owner" | undefined;
  owner?: string | undefined;
  tag?: string | undefined;
  value?: string | undefined;
  sort?: "name" | "people" | "administrators" | undefined;
  order?: "reversed" | undefined;
};

type Use = { name: string; accounts: number };

/** What the accounts' list shows: the filters that are on, and those there are to choose from while the choice is open. */
export type AccountsShown = {
  filters: AccountsFilters;
  unitName: string | undefined;
  open: { choose?: "filters" | undefined; key?: string | undefined };
  tags: { keys: readonly Use[]; values: readonly Use[]; owners: readonly Use[] };
};
