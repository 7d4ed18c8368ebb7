import { expect, test } from "vitest";
import { accountStateOf, parentIdOf } from "./parse-account.ts";

test.each([
  [{ State: "ACTIVE", Status: "SUSPENDED" }, "ACTIVE"],
  [{ Status: "SUSPENDED" }, "SUSPENDED"],
  [{ State: "PENDING_CLOSURE" }, "PENDING_CLOSURE"],
  [{ State: "HIBERNATING" }, "UNKNOWN"],
  [{}, "UNKNOWN"],
])("the state of %o is %s", (account, state) => {
  expect(accountStateOf(account)).toBe(state);
});

test.each([
  [["o-1/r-1/ou-1/ou-2/111122223333/"], "ou-2"],
  [["o-1/r-1/111122223333/"], "r-1"],
  [["o-1/r-1/ou-1/"], "ou-1"],
  [["o-1"], null],
  [[], null],
])("the parent in %o is %s", (Paths, parentId) => {
  expect(parentIdOf({ Id: "111122223333", Paths })).toBe(parentId);
});
