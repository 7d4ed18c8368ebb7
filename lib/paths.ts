type Filters = Readonly<Record<string, string | number | readonly string[] | null | undefined>>;

export type NewRequestPath = {
  account?: string;
  /** The permission set's ARN or its id. */
  set?: string;
  minutes?: number;
  ticket?: string;
  /** An earlier request of the viewer's own, whose words the form begins with. */
  again?: string;
  /** A page of the AWS console to go on to. */
  dest?: string;
  /** Further roles of the same ask, each as `account/set`. */
  also?: readonly string[];
};

/**
 * The part of a permission set's ARN that its pages are named by: `ps-…`. An id comes back as it is.
 * @see https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_PermissionSet.html
 */
export function permissionSetId(arn: string): string {
  return arn.slice(arn.lastIndexOf("/") + 1);
}

/**
 * A path with the filters that are set. Null, undefined and empty values are left out; a list repeats its field.
 * @returns the path alone when no filter is set.
 */
export function withFilters(path: string, filters: Filters): string {
  const query = new URLSearchParams();
  for (const [field, value] of Object.entries(filters)) {
    const values = typeof value === "string" || typeof value === "number" ? [value] : (value ?? []);
    for (const each of values) if (each !== "") query.append(field, String(each));
  }
  const written = query.toString();
  return written === "" ? path : `${path}?${written}`;
}

const under = (folder: string, id: string) => `/${folder}/${encodeURIComponent(id)}`;

/** Every address in the product. Ids come in as they are and leave encoded. */
export const paths = {
  home: () => "/",
  accounts: (filters: Filters = {}) => withFilters("/accounts", filters),
  account: (id: string, filters: Filters = {}) => withFilters(under("accounts", id), filters),
  permissionSets: (filters: Filters = {}) => withFilters("/permission-sets", filters),
  permissionSet: (arn: string, filters: Filters = {}) =>
    withFilters(under("permission-sets", permissionSetId(arn)), filters),
  groups: (filters: Filters = {}) => withFilters("/groups", filters),
  group: (id: string, filters: Filters = {}) => withFilters(under("groups", id), filters),
  people: (filters: Filters = {}) => withFilters("/people", filters),
  person: (id: string, filters: Filters = {}) => withFilters(under("people", id), filters),
  requests: (filters: Filters = {}) => withFilters("/requests", filters),
  request: (id: string) => under("requests", id),
  /** What waits for the reader's yes or no. */
  inbox: (filters: Filters = {}) => withFilters("/inbox", filters),
  /** Who decides in the reader's place while they are away. */
  away: () => "/inbox/away",
  newRequest: ({ account, set, minutes, ticket, again, dest, also }: NewRequestPath = {}) =>
    withFilters("/requests/new", {
      account,
      set: set === undefined ? undefined : permissionSetId(set),
      minutes,
      ticket,
      again,
      dest,
      also,
    }),
  grants: (filters: Filters = {}) => withFilters("/grants", filters),
  /** The form for more time of a grant. */
  extend: (grantId: string) => `${under("grants", grantId)}/extend`,
  rules: (filters: Filters = {}) => withFilters("/rules", filters),
  /** `copy` is the id of a rule to begin with, `as` how it is written. */
  newRule: (how: { copy?: string; as?: "text" } = {}) => withFilters("/rules/new", how),
  rule: (id: string) => under("rules", id),
  editRule: (id: string, how: { as?: "text" } = {}) => withFilters(`${under("rules", id)}/edit`, how),
  /** Rules as a rules file: the one of this id, or all. */
  rulesFile: (id?: string) => withFilters("/api/export/rules.yaml", { rule: id }),
  /** What is proposed for the rules, and what came of it. */
  ruleChanges: (filters: Filters = {}) => withFilters("/rules/changes", filters),
  ruleChange: (id: string) => under("rules/changes", id),
  /** Whether somebody may ask for a role in an account, and why. */
  why: (filters: Filters = {}) => withFilters("/why", filters),
  audit: (filters: Filters = {}) => withFilters("/audit", filters),
  /** What changed between two moments. */
  changes: (filters: Filters = {}) => withFilters("/changes", filters),
  /** What an administrator should look at: standing administrators, what is unused, empty or orphaned. */
  findings: (filters: Filters = {}) => withFilters("/findings", filters),
  status: () => "/status",
  /** What the engine cannot do by itself, what it waits for, and whether it grants. */
  engine: (filters: Filters = {}) => withFilters("/status/engine", filters),
  /** What is told to other systems, and whether they take it. */
  webhooks: (filters: Filters = {}) => withFilters("/status/webhooks", filters),
  webhookDelivery: (id: string) => under("status/webhooks", id),
  syncRuns: (filters: Filters = {}) => withFilters("/status/runs", filters),
  /** Everything that a page's filters leave, as a file. `what` is a list of the export route. */
  exported: (what: string, format: "csv" | "json", filters: Filters = {}) =>
    withFilters(`/api/export/${what}.${format}`, filters),
  search: (q: string) => withFilters("/api/search", { q }),
  /** Where the token of a letter lands; the answer takes it out of the address. */
  decideByToken: (token: string) => under("decide", token),
  decide: () => "/decide",
  go: (account: string, set: string, { dest }: { dest?: string | null } = {}) =>
    withFilters(`${under("go", account)}/${encodeURIComponent(permissionSetId(set))}`, { dest }),
  signIn: (returnTo?: string) => withFilters("/sign-in", { returnTo }),
  /** Takes a POST with `returnTo`, and leads to the identity provider; with `again=yes` for a fresh proof. */
  startSignIn: () => "/api/auth/signin/oidc",
  /** `code` is one of the sign-in refusals. */
  signInRefused: (code: string) => withFilters("/sign-in/refused", { code }),
  /** Takes a POST. */
  signOut: () => "/sign-out",
  sessions: () => "/sessions",
  tokens: () => "/tokens",
} as const;
