import { expect, test } from "vitest";
import { entryOfFound, type PalettePage, pagesNamed } from "./palette-entry.ts";

const pages: readonly PalettePage[] = [
  { label: "Accounts", href: "/accounts", icon: "box" },
  { label: "Audit", href: "/audit", icon: "history" },
  { label: "Permission sets", href: "/permission-sets", icon: "key" },
];

test.each([
  ["a", ["Accounts", "Audit"]],
  ["AUD", ["Audit"]],
  ["sets", ["Permission sets"]],
  ["permission s", ["Permission sets"]],
  [" sets ", ["Permission sets"]],
  ["ets", []],
  ["accounts payable", []],
])("the pages that %j names", (typed, labels) => {
  expect(pagesNamed(pages, typed).map(({ title }) => title)).toEqual(labels);
});

test.each([
  [
    {
      kind: "account",
      id: "402917730156",
      title: "payments-prod",
      detail: "402917730156 · Workloads / Prod",
    },
    { href: "/accounts/402917730156", detail: "Workloads / Prod", id: "402917730156" },
  ],
  [
    { kind: "account", id: "402917730156", title: "payments-prod", detail: "402917730156" },
    { href: "/accounts/402917730156", detail: "", id: "402917730156" },
  ],
  [
    { kind: "permission-set", id: "ps-1", title: "ReadOnly", detail: "Look" },
    { href: "/permission-sets/ps-1", detail: "permission set, Look", id: null },
  ],
  [
    { kind: "group", id: "g/1", title: "leads", detail: "" },
    { href: "/groups/g%2F1", detail: "group", id: null },
  ],
  [
    { kind: "person", id: "p-1", title: "Marit", detail: "marit@halden.example" },
    { href: "/people/p-1", detail: "marit@halden.example", id: null },
  ],
  [
    { kind: "unit", id: "ou-1", title: "Prod", detail: "Root / Prod" },
    { href: "/accounts?unit=ou-1", detail: "accounts of the unit, Root / Prod", id: null },
  ],
] as const)("%o leads to its page", (found, entry) => {
  expect(entryOfFound(found)).toMatchObject({ ...entry, title: found.title });
});
