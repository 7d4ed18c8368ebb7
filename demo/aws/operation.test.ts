import {
  ListGroups$,
  type ListGroupsCommandInput,
  type ListGroupsCommandOutput,
} from "@aws-sdk/client-identitystore";
import { expect, test } from "vitest";
import { operation } from "./operation.ts";
import { shapeDifference } from "./shapes.ts";

test("a misspelt member does not compile, and is found when it runs all the same", () => {
  const misspelt = operation<ListGroupsCommandInput, ListGroupsCommandOutput>(
    ListGroups$,
    // @ts-expect-error The answer has no member of this name.
    ({ answer }) => answer({ Groups: [], NextTokn: "x" }),
  );
  const strictness = { unknownMembers: "refuse", timestamps: "date" } as const;
  expect(shapeDifference(misspelt.answerSchema, { Groups: [], NextTokn: "x" }, strictness)).toBe(
    "NextTokn is not known",
  );
  expect(shapeDifference(misspelt.answerSchema, { NextToken: "x" }, strictness)).toBe("Groups is missing");
  expect(
    shapeDifference(misspelt.answerSchema, { Groups: [{ GroupId: 7, IdentityStoreId: "d-1" }] }, strictness),
  ).toBe("Groups[0].GroupId has the wrong type");
});

test("a request member that AWS does not know is refused only where a test asks for it", () => {
  const listGroups = operation<ListGroupsCommandInput, ListGroupsCommandOutput>(ListGroups$, ({ answer }) =>
    answer({ Groups: [] }),
  );
  const body = { IdentityStoreId: "d-1", Colour: "red" };
  expect(listGroups.prepare(body, "refuse")).toEqual({ difference: "Colour is not known" });
  expect(listGroups.prepare(body, "ignore")).toHaveProperty("run");
});
