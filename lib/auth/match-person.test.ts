import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { findPerson } from "./match-person.ts";
import { type Stage, setStage } from "./testing/stage.ts";

let stage: Stage;

beforeAll(async () => {
  stage = await setStage("https://login.test");
  await stage.addPerson({ id: "1-ada", externalId: "ext-ada", userName: "ada@halden.test" });
  await stage.addPerson({ id: "2-bob", externalId: "ext-both", userName: "bob" });
  await stage.addPerson({ id: "3-eve", externalId: "ext-both", userName: "eve" });
  await stage.addPerson({ id: "4-off", externalId: "ext-off", userName: "off", status: "DISABLED" });
  await stage.sql(
    `update person set external_ids = external_ids || '[{"issuer":"other","id":"ext-ada-2"}]' where id = '1-ada'`,
  );
});
afterAll(async () => {
  await stage.end();
});

async function find(attribute: "externalId" | "userName" | "userId", personKey: string): Promise<string> {
  const claims = { issuer: "https://login.test", subject: "s", personKey, authTime: null };
  const match = await findPerson(db(), claims, attribute);
  return match.ok ? match.personId : match.code;
}

test.each([
  ["externalId", "ext-ada", "1-ada"],
  ["externalId", "ext-ada-2", "1-ada"],
  ["externalId", "ext-both", "ambiguous"],
  ["externalId", "ext-off", "disabled"],
  ["externalId", "ext", "no-match"],
  ["externalId", "EXT-ADA", "no-match"],
  ["externalId", "1-ada", "no-match"],
  ["externalId", '"}]', "no-match"],
  ["externalId", "%", "no-match"],
  ["userName", "ada@halden.test", "1-ada"],
  ["userName", "ADA@halden.test", "no-match"],
  ["userName", "same@address.test", "no-match"],
  ["userId", "1-ada", "1-ada"],
  ["userId", "1-", "no-match"],
] as const)("AUT-07 by %s, %s is %s", async (attribute, key, expected) => {
  expect(await find(attribute, key)).toBe(expected);
});

test("AUT-06 an equal mail address never matches", async () => {
  for (const attribute of ["externalId", "userName", "userId"] as const) {
    expect(await find(attribute, "same@address.test")).toBe("no-match");
  }
});
