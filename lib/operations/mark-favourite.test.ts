import { afterAll, beforeAll, expect, test } from "vitest";
import { cast } from "#demo/seed/organisation/cast.ts";
import { MAX_FAVOURITES } from "#lib/core/favourites.ts";
import { db } from "#lib/db/client.ts";
import { favouritesOf } from "#lib/queries/access/favourites.ts";
import { markFavourite } from "./mark-favourite.ts";
import { Stage, type Who } from "./testing/stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage.strike());

const mark = (who: Who, set: string, account: string, isMarked = true) =>
  stage.person(who, (doing) =>
    markFavourite(doing, {
      accountId: stage.accountId(account),
      permissionSetArn: stage.permissionSetArn(set),
      isMarked,
    }),
  );

const kept = (who: Who) =>
  stage.person(who, async ({ actor }) =>
    (await favouritesOf(actor.viewer)).map(
      ({ permissionSetName, accountName, whyNot, maxMinutes }) =>
        `${permissionSetName} in ${accountName}: ${whyNot ?? maxMinutes}`,
    ),
  );

const audited = (who: Who) =>
  stage.as("web", () =>
    db().auditEvent.count({
      where: { actorId: cast[who].userId, action: { startsWith: "favourite." } },
    }),
  );

test("a role is marked and taken out, each once and with its audit, and is its person's alone", async () => {
  expect(await mark("leo", "PaymentsOperator", "payments-prod")).toEqual({
    ok: true,
    value: { isMarked: true },
  });
  expect(await mark("leo", "PaymentsOperator", "payments-prod")).toMatchObject({ ok: true });
  expect(await kept("leo")).toEqual(["PaymentsOperator in payments-prod: 240"]);
  expect(await kept("ines")).toEqual([]);
  expect(await audited("leo")).toBe(1);
  expect(await mark("ines", "PaymentsOperator", "payments-prod", false)).toMatchObject({ ok: true });
  expect(await kept("leo")).toHaveLength(1);
  expect(await mark("leo", "PaymentsOperator", "payments-prod", false)).toMatchObject({ ok: true });
  expect(await kept("leo")).toEqual([]);
  expect(await audited("leo")).toBe(2);
});

test("what no rule offers may be kept, and says that it cannot be asked for now", async () => {
  await mark("tomasz", "DatabaseAdmin", "payments-prod");
  expect(await kept("tomasz")).toEqual(["DatabaseAdmin in payments-prod: No rule lets you ask for it now."]);
});

test("nobody marks what is not there, nor more than there is room for", async () => {
  expect(
    await stage.person("jonas", (doing) =>
      markFavourite(doing, { accountId: "999999999999", permissionSetArn: "arn", isMarked: true }),
    ),
  ).toEqual({ ok: false, refusal: { code: "unknown" } });
  const accounts = stage.organisation.accounts.slice(0, MAX_FAVOURITES + 1);
  const results = [];
  for (const { name } of accounts) results.push((await mark("jonas", "AWSReadOnlyAccess", name)).ok);
  expect(results).toEqual([...Array.from({ length: MAX_FAVOURITES }, () => true), false]);
});
