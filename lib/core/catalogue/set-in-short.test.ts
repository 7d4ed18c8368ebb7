import { expect, test } from "vitest";
import { setInShort } from "./set-in-short.ts";

const aws = (name: string) => ({ kind: "aws", arn: `arn:aws:iam::aws:policy/${name}`, name }) as const;
const empty = { description: "", managedPolicies: [], inlinePolicy: null, permissionsBoundary: null };
const policy = (...statements: readonly object[]) => JSON.stringify({ Statement: statements });
const allow = (...Action: readonly string[]) => ({ Effect: "Allow", Action, Resource: "*" });

test.each([
  [
    "its description, then its policies",
    { description: "Restart services.", managedPolicies: [aws("A"), aws("B")] },
    "Restart services. By A and B.",
  ],
  ["nothing, where it holds nothing", {}, "It holds no policy, and allows nothing."],
  [
    "the services of an inline policy, each once",
    {
      inlinePolicy: policy(allow("sqs:Purge", "ecs:*", "SQS:List"), {
        Effect: "Deny",
        Action: "s3:*",
        Resource: "*",
      }),
    },
    "By an inline policy (ecs and sqs).",
  ],
  ["every service for a star", { inlinePolicy: policy(allow("*")) }, "By an inline policy (every service)."],
  [
    "every service for part of a name",
    { inlinePolicy: policy(allow("e?2:*")) },
    "By an inline policy (every service).",
  ],
  [
    "every service for all but some",
    { inlinePolicy: policy({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }) },
    "By an inline policy (every service).",
  ],
  [
    "that it only denies",
    { managedPolicies: [aws("A")], inlinePolicy: policy({ Effect: "Deny", Action: "s3:*", Resource: "*" }) },
    "By A and an inline policy that only denies.",
  ],
  ["that it cannot be read", { inlinePolicy: "{" }, "By an inline policy that cannot be read."],
  [
    "its boundary",
    {
      managedPolicies: [aws("A")],
      permissionsBoundary: { kind: "customer", name: "guard", path: "/" } as const,
    },
    "By A, within the boundary guard.",
  ],
  [
    "how many there are beyond the first six",
    { managedPolicies: ["A", "B", "C", "D", "E", "F", "G", "H"].map(aws) },
    "By A, B, C, D, E, F and 2 others.",
  ],
])("a permission set in short says %s", (_, content, said) => {
  expect(setInShort({ ...empty, ...content })).toBe(said);
});

test("an endless description is cut", () => {
  expect(setInShort({ ...empty, description: "x".repeat(700) }).length).toBeLessThan(300);
});
