import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "#lib/db/client.ts";
import { openMailer } from "#lib/mail/transport.ts";
import { cancelRequest } from "./cancel-request.ts";
import { requestAccess } from "./request-access.ts";
import { sendLetters } from "./send-letters.ts";
import { Stage } from "./testing/stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(async () => {
  await stage.strike();
});

async function askAndWithdraw(set: string): Promise<void> {
  await stage.person("leo", async (doing) => {
    const asked = await requestAccess(doing, {
      accountId: stage.accountId("recommendations-staging"),
      permissionSetArn: stage.permissionSetArn(set),
      minutes: 15,
      reason: "Try the new release.",
      ticket: null,
    });
    if (!asked.ok) throw new Error(asked.refusal.code);
    return cancelRequest(doing, asked.value.requestId);
  });
}

test("L4 letters that were overtaken do not hold up the ones behind them", async () => {
  await askAndWithdraw("AWSPowerUserAccess");
  await askAndWithdraw("DeploymentOperator");
  const queued = () => stage.as("worker", () => db().letter.count({ where: { state: "queued" } }));
  expect(await queued()).toBeGreaterThan(20);
  const mailer = openMailer({ url: "smtp://127.0.0.1:9", from: "Gatehouse <gatehouse@halden.example>" });
  const send = () =>
    stage.worker((doing) =>
      sendLetters(doing, { mailer, baseUrl: "http://127.0.0.1:3000", organisation: "Halden", zone: "UTC" }),
    );
  expect(await send()).toMatchObject({ sent: 0, isMoreWaiting: true });
  expect(await send()).toMatchObject({ sent: 0, isMoreWaiting: false });
  expect(await queued()).toBe(0);
  mailer.close();
});
