import { expect, test } from "vitest";
import { readablePolicy } from "./readable-policy.ts";

test("a policy is told statement by statement", () => {
  const policy = readablePolicy(
    JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        { Sid: "Read", Effect: "Allow", Action: "s3:GetObject", Resource: ["a", "b"] },
        {
          Effect: "Deny",
          NotAction: ["iam:*"],
          NotResource: "c",
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    }),
  );
  expect(policy).toMatchObject({
    kind: "statements",
    statements: [
      {
        sid: "Read",
        effect: "Allow",
        actions: { all: "these", names: ["s3:GetObject"] },
        resources: { all: "these", names: ["a", "b"] },
        condition: null,
      },
      {
        sid: null,
        effect: "Deny",
        actions: { all: "all-but", names: ["iam:*"] },
        resources: { all: "all-but", names: ["c"] },
        condition: expect.stringContaining("aws:SecureTransport"),
      },
    ],
  });
});

test("a single statement needs no list around it", () => {
  const policy = readablePolicy('{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}');
  expect(policy).toMatchObject({ kind: "statements", statements: [{ actions: { names: ["*"] } }] });
});

test.each([
  ["not JSON", "{", "malformed"],
  ["empty", "", "malformed"],
  ["JSON, but no policy", '{"a":1}', "json"],
  ["a bare number", "7", "json"],
  ["a statement without an effect", '{"Statement":[{"Action":"*"}]}', "json"],
  ["a statement without an action", '{"Statement":[{"Effect":"Allow"}]}', "json"],
])("what is %s comes back as text", (_, text, kind) => {
  expect(readablePolicy(text).kind).toBe(kind);
});
