import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requestAccess } from "./request-access.ts";
import { Stage, type Who } from "./testing/stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(async () => {
  await stage.strike();
});

const set = "PaymentsOperator";

async function ask(who: Who, account: string, minutes = 15, of = set) {
  return stage.person(who, (doing) =>
    requestAccess(doing, {
      accountId: stage.accountId(account),
      permissionSetArn: stage.permissionSetArn(of),
      minutes,
      reason: "Replay stuck refunds.",
      ticket: null,
    }),
  );
}

describe("asking", () => {
  test("offers only what a rule offers", async () => {
    expect(await ask("tomasz", "payments-prod")).toMatchObject({
      ok: false,
      refusal: { code: "not-offered" },
    });
    expect(await ask("leo", "payments-prod", 241)).toMatchObject({
      ok: false,
      refusal: { code: "too-long", maxMinutes: 240 },
    });
    expect(await ask("leo", "payments-prod", 14)).toMatchObject({
      ok: false,
      refusal: { code: "too-short" },
    });
    expect(await ask("leo", "halden-management", 15, "AWSAdministratorAccess")).toMatchObject({ ok: false });
  });

  test("EML-14 the same open request is not asked twice, however fast the clicks", async () => {
    const results = await Promise.all([1, 2, 3].map(() => ask("jonas", "fraud-prod")));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(results.filter((result) => !result.ok && result.refusal.code === "already-asked")).toHaveLength(2);
  });
});
