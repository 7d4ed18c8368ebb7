import { expect, test } from "vitest";
import type { ManagedPolicy } from "#lib/core/catalogue.ts";
import { administratorLike } from "./administrator-like.ts";

const aws = (name: string, path = ""): ManagedPolicy => ({
  kind: "aws",
  arn: `arn:aws:iam::aws:policy/${path}${name}`,
  name,
});
const customer: ManagedPolicy = { kind: "customer", name: "AdministratorAccess", path: "/" };
const bare = { managedPolicies: [], inlinePolicy: null, permissionsBoundary: null };

test.each<[string, ManagedPolicy[], string | null]>([
  ["the administrator's policy", [aws("ReadOnlyAccess"), aws("AdministratorAccess")], "AdministratorAccess"],
  ["the power user's", [aws("PowerUserAccess")], "PowerUserAccess"],
  ["that of IAM", [aws("IAMFullAccess")], "IAMFullAccess"],
  ["that of Organizations", [aws("AWSOrganizationsFullAccess")], "AWSOrganizationsFullAccess"],
  ["one for reading", [aws("ReadOnlyAccess"), aws("SystemAdministrator", "job-function/")], null],
  ["a customer's of the same name, whose content is not known", [customer], null],
  ["none", [], null],
])("managed policies: %s", (_, managedPolicies, reason) => {
  expect(administratorLike({ ...bare, managedPolicies })).toBe(reason);
});

const allow = (Action: string | string[], more: object = {}) => ({
  Effect: "Allow",
  Action,
  Resource: "*",
  ...more,
});
const deny = (Action: string | string[], more: object = {}) => ({ ...allow(Action, more), Effect: "Deny" });
const mfa = { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } };

test.each<[string, unknown, string | null]>([
  ["everything on everything", [allow("*")], "*"],
  ["everything, as two stars", [allow("*:*")], "*:*"],
  ["everything, as one statement", allow("*"), "*"],
  ["everything under a condition", [allow("*", mfa)], "*, under a condition"],
  ["all but a few", [{ Effect: "Allow", NotAction: ["iam:*"], Resource: "*" }], "all but iam:*"],
  ["all of IAM", [allow(["s3:Get*", "iam:*"])], "iam:*"],
  ["all of IAM, in capitals", [allow("IAM:*")], "IAM:*"],
  ["all of IAM on every role", [allow("iam:*", { Resource: "arn:aws:iam::*:role/*" })], "iam:*"],
  ["policies for roles", [allow("iam:PutRole*")], "iam:PutRole*"],
  ["policies, with a sign for any letter", [allow("iam:Attach?olePolicy")], "iam:Attach?olePolicy"],
  ["the keys of others", [allow("iam:CreateAccessKey")], "iam:CreateAccessKey"],
  ["roles, to take and to give", [allow("sts:*"), allow("iam:PassRole")], "sts:* and iam:PassRole"],
  ["all of Identity Center", [allow("sso:*")], "sso:*"],
  ["its other name", [allow("sso-admin:*")], "sso-admin:*"],
  ["memberships of any group", [allow("identitystore:*")], "identitystore:*"],
  ["all of Organizations", [allow("organizations:*")], "organizations:*"],
  ["everything but what is denied", [allow("*"), deny("organizations:*")], "*"],
  [
    "IAM, of which what matters is denied under a condition only",
    [allow("iam:*"), deny("iam:*", mfa)],
    "iam:*",
  ],
  ["IAM, all of which is denied", [allow("iam:*"), deny("iam:*")], null],
  ["a denial alone", [deny("*")], null],
  ["taking roles alone", [allow("sts:AssumeRole")], null],
  ["giving roles alone", [allow("iam:PassRole")], null],
  ["reading IAM", [allow(["iam:Get*", "iam:List*", "sso:Describe*", "organizations:List*"])], null],
  ["one role's policies", [allow("iam:*", { Resource: "arn:aws:iam::123456789012:role/own" })], null],
  ["one service", [allow("s3:*")], null],
  ["nothing", [], null],
  ["no statement that could be read", [{ Effect: "Perhaps", Action: "*", Resource: "*" }], null],
])("an inline policy that allows %s", (_, Statement, allowed) => {
  const inlinePolicy = JSON.stringify({ Version: "2012-10-17", Statement });
  const reason = allowed === null ? null : `inline policy allows ${allowed}`;
  expect(administratorLike({ ...bare, inlinePolicy })).toBe(reason);
});

test.each(["", "{", "null", "[]", '"*"', '{"Statement":"*"}'])("%j is no policy", (inlinePolicy) => {
  expect(administratorLike({ ...bare, inlinePolicy })).toBeNull();
});

const admin = [aws("AdministratorAccess")];

test("a pattern of many stars takes no time", () => {
  const inlinePolicy = JSON.stringify({ Statement: [allow(`${"*a".repeat(2_000)}*`)] });
  expect(administratorLike({ ...bare, inlinePolicy })).toBeNull();
});

test("a boundary limits, and the reason says so", () => {
  const limited = { ...bare, managedPolicies: admin, permissionsBoundary: customer };
  expect(administratorLike(limited)).toBe("AdministratorAccess, limited by a boundary");
});

test("a boundary that allows everything limits nothing", () => {
  const unlimited = { ...bare, managedPolicies: admin, permissionsBoundary: aws("AdministratorAccess") };
  expect(administratorLike(unlimited)).toBe("AdministratorAccess");
});

test("a denial of everything undoes the managed policies too", () => {
  const inlinePolicy = JSON.stringify({ Statement: [deny("*")] });
  expect(administratorLike({ ...bare, managedPolicies: admin, inlinePolicy })).toBeNull();
});
