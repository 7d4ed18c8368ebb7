import { expect, test } from "vitest";
import { stateSchema } from "#demo/aws/state.ts";
import { cast } from "./cast.ts";
import { buildOrganisation } from "./organisation.ts";

const halden = buildOrganisation();

test("is the same on every run", () => {
  expect(buildOrganisation()).toEqual(halden);
});

test("is a state that the simulator accepts", () => {
  expect(stateSchema.parse(structuredClone(halden))).toEqual(halden);
});

test("has the size that it promises", () => {
  expect(halden.accounts).toHaveLength(60);
  expect(halden.permissionSets).toHaveLength(25);
  expect(halden.groups).toHaveLength(40);
  expect(halden.users).toHaveLength(300);
});

test.each([
  ["accounts", halden.accounts.map((account) => account.id), /^\d{12}$/],
  ["units", halden.units.map((unit) => unit.id), /^ou-[a-z0-9]{4}-[a-z0-9]{8}$/],
  [
    "permission sets",
    halden.permissionSets.map((set) => set.arn),
    /^arn:aws:sso:::permissionSet\/ssoins-[a-f0-9]{16}\/ps-[a-f0-9]{16}$/,
  ],
  ["people", halden.users.map((user) => user.id), /^[0-9a-f]{10}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
  [
    "groups",
    halden.groups.map((group) => group.id),
    /^[0-9a-f]{10}-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
  ],
  ["user names", halden.users.map((user) => user.userName), /^[a-z]+\.[a-z]+$/],
])("%s are named once, in AWS's form", (_, names, form) => {
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(form);
});

test("every row points at something, but for one orphan", () => {
  const known = new Set([...halden.users, ...halden.groups].map((principal) => principal.id));
  const accountIds = new Set(halden.accounts.map((account) => account.id));
  expect(halden.assignments.every((row) => accountIds.has(row.accountId))).toBe(true);
  expect(halden.assignments.filter((row) => !known.has(row.principalId))).toHaveLength(1);
  for (const { groupId, userId } of halden.memberships) {
    expect(known.has(groupId) && known.has(userId)).toBe(true);
  }
});

test("the cast is in the directory, under the subject that it signs in with", () => {
  const issuer = "https://sign-in.example";
  const { users } = buildOrganisation({ issuer });
  for (const member of Object.values(cast)) {
    expect(users.find((user) => user.id === member.userId)).toMatchObject({
      userName: member.userName,
      status: member.status,
      externalIds: [{ issuer, id: member.externalId }],
    });
  }
});

test("nobody can operate payments in production without asking", () => {
  const paymentsProd = halden.accounts.find((account) => account.name === "payments-prod")?.id;
  const operator = halden.permissionSets.find((set) => set.name === "PaymentsOperator")?.arn;
  const standing = halden.assignments.filter(
    (row) => row.accountId === paymentsProd && row.permissionSetArn === operator,
  );
  expect(standing).toEqual([]);
});
