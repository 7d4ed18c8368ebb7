import { expect, test } from "vitest";
import type { PermissionSet } from "#lib/core/catalogue.ts";
import { permissionSetFingerprint } from "./permission-set-fingerprint.ts";

const readOnly = {
  kind: "aws",
  arn: "arn:aws:iam::aws:policy/ReadOnlyAccess",
  name: "ReadOnlyAccess",
} as const;
const logs = { kind: "customer", name: "logs", path: "/team/" } as const;
const set: PermissionSet = {
  arn: "arn:aws:sso:::permissionSet/ssoins-1/ps-1",
  name: "Operator",
  description: "Operates",
  sessionMinutes: 60,
  relayState: null,
  createdAt: new Date("2026-01-01T00:00:00Z"),
  managedPolicies: [readOnly, logs],
  inlinePolicy: '{"Statement":[]}',
  permissionsBoundary: null,
  tags: { team: "payments" },
};

test.each<[string, Partial<PermissionSet>]>([
  ["its session length", { sessionMinutes: 120 }],
  ["an attached policy", { managedPolicies: [readOnly] }],
  ["the path of a customer managed policy", { managedPolicies: [readOnly, { ...logs, path: "/other/" }] }],
  ["its inline policy", { inlinePolicy: '{"Statement":[{}]}' }],
  ["having an inline policy", { inlinePolicy: null }],
  ["its boundary", { permissionsBoundary: logs }],
  ["the kind of its boundary", { permissionsBoundary: readOnly }],
])("another fingerprint follows from %s", (_, change) => {
  expect(permissionSetFingerprint({ ...set, ...change })).not.toBe(permissionSetFingerprint(set));
});

test.each<[string, Partial<PermissionSet>]>([
  ["its name", { name: "Other" }],
  ["its description", { description: "Other" }],
  ["its tags", { tags: {} }],
  ["where the console opens", { relayState: "https://console.aws.amazon.com/ecs" }],
  ["the order in which AWS lists the policies", { managedPolicies: [logs, readOnly] }],
])("the fingerprint stays, whatever %s", (_, change) => {
  expect(permissionSetFingerprint({ ...set, ...change })).toBe(permissionSetFingerprint(set));
});

test("the fingerprint is the same in every release: approvals are bound to it", () => {
  expect(permissionSetFingerprint(set)).toMatch(/^[0-9a-f]{64}$/);
  expect(permissionSetFingerprint(set)).toBe(
    "8e0b040c3cc03c34befc98bdc425c82d4ef3f7511da3b20984d0d1985ba1c3c8",
  );
});
