import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Stage } from "./testing/stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(async () => {
  await stage.strike();
});

describe("asking", () => {
  test("offers only what a rule offers", async () => {
    expect(await stage.ask("tomasz", "payments-prod")).toMatchObject({
      ok: false,
      refusal: { code: "not-offered" },
    });
    expect(await stage.ask("leo", "payments-prod", 241)).toMatchObject({
      ok: false,
      refusal: { code: "too-long", maxMinutes: 240 },
    });
    expect(await stage.ask("leo", "payments-prod", 14)).toMatchObject({
      ok: false,
      refusal: { code: "too-short" },
    });
    expect(await stage.ask("leo", "halden-management", 15, "AWSAdministratorAccess")).toMatchObject({
      ok: false,
    });
  });

  test("EML-14 the same open request is not asked twice, however fast the clicks", async () => {
    const results = await Promise.all([1, 2, 3].map(() => stage.ask("jonas", "fraud-prod")));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(results.filter((result) => !result.ok && result.refusal.code === "already-asked")).toHaveLength(2);
  });
});
