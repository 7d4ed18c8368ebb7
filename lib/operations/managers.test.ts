import { UpdateUserCommand } from "@aws-sdk/client-identitystore";
import { afterAll, beforeAll, expect, test } from "vitest";
import { cast } from "#demo/seed/organisation/cast.ts";
import { db } from "#lib/db/client.ts";
import { waitingFor } from "#lib/queries/access/home.ts";
import { askFor, onlyRule, say } from "./testing/asking.ts";
import { Stage, type Who } from "./testing/stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
  await onlyRule(stage, "[{ manager: true }]");
});
afterAll(() => stage.strike());

async function decide(who: Who, requestId: string): Promise<string> {
  const result = await say(stage, who, requestId);
  return result.ok ? "decided" : result.refusal.code;
}

const asked = (who: Who, account: string) => askFor(stage, who, account);

const idsWaitingFor = (who: Who) =>
  stage.person(who, async ({ actor, now }) =>
    (await waitingFor(actor.viewer, now)).toDecide.map(({ id }) => id),
  );

/** What the directory says of a person's manager, at once: what a read of AWS would write. */
const manages = (who: Who, manager: string | null) =>
  stage.as("owner", () => db().person.update({ where: { id: cast[who].userId }, data: { manager } }));

test("the directory names a person's manager, who alone decides what that person asks for", async () => {
  const id = await asked("leo", "payments-prod");
  expect(await idsWaitingFor("priya")).toContain(id);
  expect(await idsWaitingFor("marit")).not.toContain(id);
  expect(await decide("marit", id)).toBe("not-an-approver");
  expect(await decide("jonas", id)).toBe("not-an-approver");
  expect(await decide("priya", id)).toBe("decided");
});

test("each person's own manager is meant", async () => {
  const id = await asked("priya", "ledger-prod");
  expect(await decide("jonas", id)).toBe("not-an-approver");
  expect(await decide("marit", id)).toBe("decided");
});

test.each<[string, () => string]>([
  ["user name, in whatever case", () => "Jonas.Weidmann"],
  ["mail address", () => cast.jonas.email],
  ["id in the directory", () => cast.jonas.userId],
  ["id at the provider", () => cast.jonas.externalId],
])("is known by their %s", async (_, name) => {
  await manages("ines", name());
  const accounts = ["payments-prod", "ledger-prod", "payouts-prod", "fraud-prod"];
  const held = await stage.as("worker", () =>
    db().request.count({ where: { requesterId: cast.ines.userId } }),
  );
  const id = await asked("ines", accounts[held] ?? "");
  expect(await idsWaitingFor("jonas")).toContain(id);
  expect(await idsWaitingFor("priya")).not.toContain(id);
});

test.each<[string, string | null]>([
  ["nobody", null],
  ["somebody who is not there", "nobody@halden.example"],
  ["the person alone", cast.jonas.email],
])("whoever the directory names %s for cannot ask", async (_, manager) => {
  await manages("jonas", manager);
  expect(await stage.ask("jonas", "payments-prod")).toMatchObject({ refusal: { code: "too-few-approvers" } });
});

test("APR-03 who is the manager no more decides nothing from then on", async () => {
  await manages("leo", cast.priya.email);
  const id = await asked("leo", "fraud-prod");
  await manages("leo", cast.marit.email);
  expect(await decide("priya", id)).toBe("not-an-approver");
  expect(await decide("marit", id)).toBe("decided");
});

test("the manager is read from AWS", async () => {
  await stage.aws.identityStore.send(
    new UpdateUserCommand({
      IdentityStoreId: stage.aws.identityStoreId,
      UserId: cast.tomasz.userId,
      Operations: [
        { AttributePath: "aws:identitystore:enterprise.manager.value", AttributeValue: "amara.diallo" },
      ],
    }),
  );
  await stage.passMinutes(31);
  await stage.readAgain();
  const person = await stage.as("worker", () =>
    db().person.findUniqueOrThrow({ where: { id: cast.tomasz.userId } }),
  );
  expect(person.manager).toBe("amara.diallo");
});
