import { paths } from "#lib/paths.ts";

export type MeasuredPage = { name: string; path: string };

const account = "100000000042";
const set = "ps-0000000000000043";
const group = "group-00007";
const crowd = "group-00001";
const person = "person-000042";

/** Signed in, with the frame around it and next to nothing inside: what every page costs. */
export const emptyPage: MeasuredPage = { name: "empty", path: paths.sessions() };

/** Every list, detail and search page, some as they are first opened and some as people filter and leaf through them. */
export const measuredPages: readonly MeasuredPage[] = [
  { name: "home", path: paths.home() },
  { name: "accounts", path: paths.accounts() },
  { name: "accounts, by text", path: paths.accounts({ q: "billing-01" }) },
  { name: "accounts, by people", path: paths.accounts({ sort: "people" }) },
  { name: "accounts, below a unit", path: paths.accounts({ unit: "ou-1-1" }) },
  { name: "accounts, page 2", path: paths.accounts({ after: account }) },
  { name: "permission sets", path: paths.permissionSets() },
  { name: "groups", path: paths.groups() },
  { name: "people", path: paths.people() },
  { name: "people, by text", path: paths.people({ q: "haugen" }) },
  { name: "account", path: paths.account(account) },
  { name: "account, people", path: paths.account(account, { view: "people" }) },
  { name: "permission set", path: paths.permissionSet(set) },
  { name: "group", path: paths.group(group) },
  { name: "group of 10,000", path: paths.group(crowd) },
  { name: "person", path: paths.person(person) },
  { name: "changes", path: paths.changes() },
  { name: "findings", path: paths.findings() },
  { name: "search", path: paths.search("biling-0100") },
  { name: "grants", path: paths.grants() },
  { name: "requests", path: paths.requests() },
  { name: "audit", path: paths.audit() },
  { name: "status", path: paths.status() },
  { name: "reads of AWS", path: paths.syncRuns() },
];
