import { expect, test } from "vitest";
import { type ConsolePower, type RoleWeight, roleWeight } from "./role-weight.ts";

test.each<[string, string | null, ConsolePower | undefined, RoleWeight]>([
  ["ordinary elsewhere", null, undefined, "ordinary"],
  ["sensitive when it is like an administrator's", "AdministratorAccess", undefined, "sensitive"],
  [
    "ordinary where Identity Center is administered, when it can change nothing",
    null,
    "delegated",
    "ordinary",
  ],
  [
    "critical where Identity Center is administered, when it can change who holds what",
    "AdministratorAccess",
    "delegated",
    "critical",
  ],
  ["critical in the console's own account, whatever it allows", null, "own", "critical"],
  ["critical in the console's own account as an administrator", "AdministratorAccess", "own", "critical"],
])("ELG-06 a role is %s", (_, administratorLike, power, weight) => {
  expect(roleWeight({ administratorLike }, power)).toBe(weight);
});
