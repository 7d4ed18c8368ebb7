import { expect, test } from "vitest";
import { type FieldChange, tellChange, type VersionedNoun } from "./tell-change.ts";

const account = {
  id: "1",
  name: "shop-prod",
  email: "shop@halden.example",
  state: "ACTIVE",
  parent_id: "ou-1",
  joined_at: null,
  tags: { owner: "ines", stage: "prod" },
};
const aws = (name: string) => ({ kind: "aws", arn: `arn:aws:iam::aws:policy/${name}`, name });
const own = (name: string, path = "/") => ({ kind: "customer", name, path });
const set = {
  name: "Operator",
  description: "",
  session_minutes: 60,
  relay_state: null,
  managed_policies: [aws("ReadOnlyAccess"), own("support", "/teams/")],
  inline_policy: "{}",
  permissions_boundary: null,
  tags: {},
  administrator_like: null,
};
const person = {
  user_name: "ines.okafor",
  display_name: "Ines Okafor",
  given_name: "Ines",
  family_name: "Okafor",
  email: "ines@halden.example",
  emails: ["ines@halden.example"],
  title: null,
  status: "ENABLED",
  external_ids: [{ issuer: "idp", id: "00u" }],
};
const group = { display_name: "payments", description: "", external_ids: [] };
const unit = { name: "Production", parent_id: "r-1", path: ["r-1", "ou-1"] };

const cases: [string, VersionedNoun, object, object, FieldChange[]][] = [
  [
    "a name",
    "account",
    account,
    { name: "shop" },
    [{ is: "became", what: "name", before: "shop-prod", after: "shop" }],
  ],
  [
    "a state",
    "account",
    account,
    { state: "CLOSED" },
    [{ is: "became", what: "state", before: "ACTIVE", after: "CLOSED" }],
  ],
  ["a move", "account", account, { parent_id: "ou-2" }, [{ is: "moved", before: "ou-1", after: "ou-2" }]],
  [
    "tags that came, went and changed",
    "account",
    account,
    { tags: { owner: "leo", "cost-centre": "4" } },
    [
      { is: "gained", what: "tag", value: "cost-centre: 4" },
      { is: "became", what: "tag owner", before: "ines", after: "leo" },
      { is: "lost", what: "tag", value: "stage: prod" },
    ],
  ],
  [
    "a tag named like a method",
    "account",
    account,
    { tags: { ...account.tags, constructor: "x" } },
    [{ is: "gained", what: "tag", value: "constructor: x" }],
  ],
  [
    "a session length",
    "permission-set",
    set,
    { session_minutes: 480 },
    [{ is: "became", what: "session length", before: "60 min", after: "480 min" }],
  ],
  [
    "policies attached and detached",
    "permission-set",
    set,
    { managed_policies: [aws("AdministratorAccess"), aws("ReadOnlyAccess")] },
    [
      { is: "gained", what: "policy", value: "AdministratorAccess" },
      { is: "lost", what: "policy", value: "/teams/support" },
    ],
  ],
  [
    "policies in another order",
    "permission-set",
    set,
    { managed_policies: set.managed_policies.toReversed() },
    [{ is: "otherwise", what: "the order of its policies" }],
  ],
  [
    "an inline policy",
    "permission-set",
    set,
    { inline_policy: null },
    [{ is: "rewritten", what: "inline policy", before: "{}", after: null }],
  ],
  [
    "a boundary",
    "permission-set",
    set,
    { permissions_boundary: own("limit") },
    [{ is: "became", what: "boundary", before: null, after: "limit" }],
  ],
  [
    "a relay state",
    "permission-set",
    set,
    { relay_state: "https://x" },
    [{ is: "became", what: "relay state", before: null, after: "https://x" }],
  ],
  [
    "a status",
    "person",
    person,
    { status: "DISABLED" },
    [{ is: "became", what: "status", before: "ENABLED", after: "DISABLED" }],
  ],
  [
    "a mail address, once although it stands in two columns",
    "person",
    person,
    { email: "io@halden.example", emails: ["io@halden.example"] },
    [{ is: "became", what: "mail address", before: "ines@halden.example", after: "io@halden.example" }],
  ],
  [
    "a further address",
    "person",
    person,
    { emails: [...person.emails, "two@x"] },
    [{ is: "gained", what: "further mail address", value: "two@x" }],
  ],
  [
    "an external id",
    "person",
    person,
    { external_ids: [] },
    [{ is: "lost", what: "external id", value: "00u at idp" }],
  ],
  [
    "a group's name",
    "group",
    group,
    { display_name: "Payments" },
    [{ is: "became", what: "name", before: "payments", after: "Payments" }],
  ],
  [
    "a unit that moved",
    "unit",
    unit,
    { parent_id: "ou-9", path: ["r-1", "ou-9", "ou-1"] },
    [{ is: "moved", before: "r-1", after: "ou-9" }],
  ],
  [
    "a unit below one that moved",
    "unit",
    unit,
    { path: ["r-1", "ou-9", "ou-1"] },
    [{ is: "otherwise", what: "the units above it" }],
  ],
  ["nothing that anybody reads", "group", group, {}, [{ is: "otherwise", what: "how AWS writes it" }]],
];

test.each(cases)("%s is told", (_, noun, before, edit, told) => {
  expect(tellChange(noun, before, { ...before, ...edit })).toEqual(told);
});

test("an empty text and none are the same", () => {
  expect(tellChange("permission-set", set, { ...set, relay_state: "" })).toEqual([
    { is: "otherwise", what: "how AWS writes it" },
  ]);
});

test("what no version of ours looks like is told as something, and never thrown", () => {
  expect(tellChange("account", {}, account)).toContainEqual({
    is: "became",
    what: "name",
    before: null,
    after: "shop-prod",
  });
});
