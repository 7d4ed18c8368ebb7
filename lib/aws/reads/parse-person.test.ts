import { expect, test } from "vitest";
import { ENTERPRISE, listedUser, toPerson } from "./parse-person.ts";

test.each<[string, unknown, string | null]>([
  ["as SCIM has it", { [ENTERPRISE]: { manager: { value: "9067-ada", displayName: "Ada" } } }, "9067-ada"],
  ["as one word", { [ENTERPRISE]: { manager: "ada@halden.example" } }, "ada@halden.example"],
  ["and nobody where there is no extension", undefined, null],
  ["and nobody where the extension names none", { [ENTERPRISE]: { department: "Payments" } }, null],
  ["and nobody of an empty value", { [ENTERPRISE]: { manager: { value: "" } } }, null],
  ["and nobody of a form that is not known", { [ENTERPRISE]: { manager: [{ value: "9067-ada" }] } }, null],
  [
    "and nobody of another extension",
    { "aws:identitystore:other": { manager: { value: "9067-ada" } } },
    null,
  ],
])("reads a person's manager %s", (_, Extensions, manager) => {
  expect(toPerson(listedUser.parse({ UserId: "9067-leo", Extensions })).manager).toBe(manager);
});
