import { expect, test } from "vitest";
import { looksLikeProduction, type NamedPlace } from "./looks-like-production.ts";

const place: NamedPlace = { accountName: "payments", units: ["Workloads"], tags: {} };

test.each<[string, Partial<NamedPlace>, string | null]>([
  ["a tag says", { tags: { environment: "production" } }, "tag environment: production"],
  ["a tag says, in other letters", { tags: { Env: "PROD" } }, "tag Env: PROD"],
  ["a unit is called", { units: ["Workloads", "Prod"] }, "unit Prod"],
  ["the account is called", { accountName: "payments-prod" }, "by its name"],
])("%s production", (_, change, expected) => {
  expect(looksLikeProduction({ ...place, ...change })).toBe(expected);
});

test.each<[string, Partial<NamedPlace>]>([
  ["nothing says so", {}],
  ["a unit says non-production", { units: ["Workloads", "Non-prod"] }],
  ["an account says before production", { accountName: "payments-pre-prod" }],
  ["a word only begins like it", { accountName: "product-catalogue" }],
  ["a tag says otherwise than the name", { accountName: "payments-prod", tags: { stage: "test" } }],
])("%s, and it is not", (_, change) => {
  expect(looksLikeProduction({ ...place, ...change })).toBeNull();
});
