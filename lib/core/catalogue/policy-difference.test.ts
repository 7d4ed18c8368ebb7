import { expect, test } from "vitest";
import { policyDifference } from "./policy-difference.ts";

const read = { Sid: "Read", Effect: "Allow", Action: ["s3:GetObject", "s3:ListBucket"], Resource: "*" };
const write = { Effect: "Allow", Action: "s3:PutObject", Resource: "arn:aws:s3:::b/*" };
const policy = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });

const sids = (statements: readonly { actions: { names: readonly string[] } }[]) =>
  statements.map(({ actions }) => actions.names.join());

test.each([
  ["a statement more", policy(read), policy(read, write), ["s3:PutObject"], [], 1],
  ["a statement less", policy(read, write), policy(read), [], ["s3:PutObject"], 1],
  ["a first policy", null, policy(write), ["s3:PutObject"], [], 0],
  ["no policy any more", policy(write), null, [], ["s3:PutObject"], 0],
  [
    "statements and actions in another order",
    policy(read, write),
    policy(write, { ...read, Action: read.Action.toReversed() }),
    [],
    [],
    2,
  ],
  [
    "an edited statement",
    policy(read),
    policy({ ...read, Resource: "b" }),
    ["s3:GetObject,s3:ListBucket"],
    ["s3:GetObject,s3:ListBucket"],
    0,
  ],
  [
    "a condition",
    policy(write),
    policy({ ...write, Condition: { Bool: { x: "y" } } }),
    ["s3:PutObject"],
    ["s3:PutObject"],
    0,
  ],
  ["one of two equal statements", policy(write, write), policy(write), [], ["s3:PutObject"], 1],
])("%s", (_, before, after, added, removed, kept) => {
  const difference = policyDifference(before, after);
  if (difference.kind !== "statements") throw new Error("It could be read.");
  expect([sids(difference.added), sids(difference.removed), difference.kept]).toEqual([added, removed, kept]);
});

test.each(["{oops", '{"Statement": 3}'])("%s is shown as the text it is", (text) => {
  expect(policyDifference(text, policy(read))).toMatchObject({ kind: "texts" });
});
