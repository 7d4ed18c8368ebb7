import { sayAccountState } from "#components/catalogue/account-state.tsx";
import type { AccountsFilters, AccountsShown } from "#components/catalogue/accounts-shown.ts";
import { choicesOf } from "#components/catalogue/choices-of.ts";
import type { FilterGroup } from "#components/catalogue/filter-panel.tsx";
import type { ActiveFilter } from "#components/catalogue/list-frame.tsx";
import { OtherValue } from "#components/catalogue/other-value.tsx";
import type { AccountState } from "#lib/core/catalogue.ts";
import { paths } from "#lib/paths.ts";

type HrefAt = (change: Partial<AccountsFilters>) => string;

const accessWords = {
  standing: "by standing access",
  temporary: "by a grant, now",
  nobody: "by nobody",
} as const satisfies Record<NonNullable<AccountsFilters["access"]>, string>;

const findingWords = {
  administrators: "standing administrators",
  orphans: "orphaned assignments",
  unused: "no assignment",
  "no-owner": "no owner tag",
} as const satisfies Record<NonNullable<AccountsFilters["finding"]>, string>;

const stateWords = {
  ACTIVE: sayAccountState("ACTIVE"),
  SUSPENDED: sayAccountState("SUSPENDED"),
  PENDING_CLOSURE: sayAccountState("PENDING_CLOSURE"),
  CLOSED: sayAccountState("CLOSED"),
  PENDING_ACTIVATION: sayAccountState("PENDING_ACTIVATION"),
  UNKNOWN: sayAccountState("UNKNOWN"),
} as const satisfies Record<AccountState, string>;

/** The filters of the accounts' list that are on, each with the list without it. */
export function activeAccountFilters({ filters, unitName }: AccountsShown, at: HrefAt): ActiveFilter[] {
  const { q, unit, state, access, finding, owner, tag, value } = filters;
  const active: ActiveFilter[] = [];
  if (q) active.push({ field: "Has", value: q, removeHref: at({ q: undefined }) });
  if (unit) {
    active.push({
      field: "OU is",
      value: `${unitName ?? unit} and below`,
      removeHref: at({ unit: undefined }),
    });
  }
  if (state && state !== "ACTIVE" && state !== "SUSPENDED") {
    active.push({ field: "State", value: sayAccountState(state), removeHref: at({ state: undefined }) });
  }
  if (access)
    active.push({ field: "Reached", value: accessWords[access], removeHref: at({ access: undefined }) });
  if (finding)
    active.push({ field: "With", value: findingWords[finding], removeHref: at({ finding: undefined }) });
  if (owner) active.push({ field: "Owner is", value: owner, removeHref: at({ owner: undefined }) });
  if (tag) {
    const says = value === undefined ? tag : `${tag} = ${value}`;
    active.push({ field: "Tag", value: says, removeHref: at({ tag: undefined, value: undefined }) });
  }
  return active;
}

/** Every filter of the accounts' list to choose from; a second choice of what is on takes it away. */
export function accountFilterGroups({ filters, open, tags }: AccountsShown, at: HrefAt): FilterGroup[] {
  const key = open.key ?? filters.tag;
  const withKey = (name: string) => paths.accounts({ ...filters, ...open, key: name });
  const keeping = { ...filters, choose: open.choose };
  return [
    choicesOf("State", stateWords, filters.state, (state) => at({ state })),
    choicesOf("Reached", accessWords, filters.access, (access) => at({ access })),
    choicesOf("With", findingWords, filters.finding, (finding) => at({ finding })),
    {
      label: "Owner",
      choices: tags.owners.map(({ name, accounts }) => ({
        label: name,
        count: accounts,
        href: at({ owner: filters.owner === name ? undefined : name }),
        current: filters.owner === name,
      })),
      children: <OtherValue action={paths.accounts()} name="owner" label="Another owner" keeps={keeping} />,
    },
    {
      label: "Tag",
      choices: tags.keys.map(({ name, accounts }) => ({
        label: name,
        count: accounts,
        href: withKey(name),
        current: key === name,
      })),
      children: <OtherValue action={paths.accounts()} name="key" label="Another key" keeps={keeping} />,
    },
    ...(key === undefined ? [] : [valuesOf(key, { filters, tags }, at, { ...keeping, key, tag: key })]),
  ];
}

function valuesOf(
  key: string,
  { filters, tags }: Pick<AccountsShown, "filters" | "tags">,
  at: HrefAt,
  keeping: Readonly<Record<string, string | undefined>>,
): FilterGroup {
  const isOn = (value: string | undefined) => filters.tag === key && filters.value === value;
  const choice = (label: string, value: string | undefined, accounts?: number) => ({
    label,
    href: isOn(value) ? at({ tag: undefined, value: undefined }) : at({ tag: key, value }),
    current: isOn(value),
    ...(accounts !== undefined && { count: accounts }),
  });
  return {
    label: `Value of ${key}`,
    choices: [
      choice("any value", undefined),
      ...tags.values
        .filter(({ name }) => name !== "")
        .map(({ name, accounts }) => choice(name, name, accounts)),
    ],
    children: <OtherValue action={paths.accounts()} name="value" label="Another value" keeps={keeping} />,
  };
}
