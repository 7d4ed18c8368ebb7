import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startInbox } from "#demo/inbox/start-inbox.ts";
import { db } from "#lib/db/client.ts";
import { Stage } from "#lib/operations/testing/stage.ts";

let stage: Stage;
let folder: string;
let inbox: Awaited<ReturnType<typeof startInbox>>;
let configured: Record<string, string>;

beforeAll(async () => {
  stage = await Stage.set();
  folder = mkdtempSync(join(tmpdir(), "gatehouse-worker-"));
  const clock = { now: async () => new Date(), forward: async () => undefined, aheadMs: async () => 0 };
  inbox = await startInbox({ httpPort: 0, smtpPort: 0, folder, clock });
  configured = {
    GATEHOUSE_MODE: "demo",
    GATEHOUSE_URL: "http://127.0.0.1:3000",
    GATEHOUSE_ORGANISATION_NAME: "Halden",
    GATEHOUSE_ADMINISTRATORS_GROUP_ID: "9067642ac7-administrators",
    AWS_ACCESS_PORTAL_URL: "https://halden.awsapps.com/start",
    IDENTITY_CENTER_REGION: "eu-central-1",
    IDENTITY_CENTER_INSTANCE_ARN: stage.organisation.instance.arn,
    IDENTITY_STORE_ID: stage.organisation.instance.identityStoreId,
    DATABASE_URL: stage.urls.worker,
    SMTP_URL: inbox.smtpUrl,
    MAIL_FROM: "Gatehouse <gatehouse@halden.example>",
    AWS_ENDPOINT_URL: stage.simulator.url,
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
  };
});
afterAll(async () => {
  await inbox.stop();
  await stage.strike();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs the worker until it ends by itself, or, once it says the word, until the signal ends it. */
async function run(
  env: Record<string, string>,
  end?: { at: string; with: NodeJS.Signals },
): Promise<{ code: number | null; output: string }> {
  const PATH = process.env.PATH ?? "";
  const child = spawn(process.execPath, ["worker/main.ts"], {
    env: { NODE_ENV: "production", PATH, ...env },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
      if (end && !child.killed && output.includes(end.at)) child.kill(end.with);
    });
  }
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, output };
}

test("F90 refuses to start on an empty configuration, naming each thing that is missing", async () => {
  const { code, output } = await run({});
  expect(code).toBe(1);
  for (const name of [
    "GATEHOUSE_URL",
    "GATEHOUSE_ADMINISTRATORS_GROUP_ID",
    "DATABASE_URL",
    "SMTP_URL",
    "MAIL_FROM",
    "IDENTITY_CENTER_INSTANCE_ARN",
  ]) {
    expect(output).toContain(`${name} is missing.`);
  }
});

test.each<[string, Record<string, string>, string]>([
  [
    "a demo value in production",
    { GATEHOUSE_MODE: "production", MAIL_FROM: "demo@halden.example", AWS_SESSION_TOKEN: "x" },
    "MAIL_FROM holds a demo value.",
  ],
  [
    "SEC-01 a long-lived AWS key in production",
    {
      GATEHOUSE_MODE: "production",
      GATEHOUSE_URL: "https://gatehouse.halden.net",
      AWS_ACCESS_KEY_ID: "AKIA1",
    },
    "AWS_ACCESS_KEY_ID is a long-lived key",
  ],
  [
    "a mail server that does not answer",
    { SMTP_URL: "smtp://127.0.0.1:1" },
    "SMTP_URL: the mail server does not answer",
  ],
  [
    "operators without plain addresses",
    { OPERATOR_MAIL: "ops@halden.example, Security <security@halden.example>" },
    "OPERATOR_MAIL: must be mail addresses",
  ],
  [
    "a webhook that is not encrypted",
    { ALARM_WEBHOOK_URL: "http://hooks.halden.example", ALARM_WEBHOOK_SECRET: "s".repeat(32) },
    "ALARM_WEBHOOK_URL: must be https",
  ],
  [
    "a webhook with a password in its address",
    { ALARM_WEBHOOK_URL: "https://ops:pass@hooks.halden.example", ALARM_WEBHOOK_SECRET: "s".repeat(32) },
    "ALARM_WEBHOOK_URL: must hold no name and no password",
  ],
  [
    "a webhook without a secret",
    { ALARM_WEBHOOK_URL: "https://hooks.halden.example" },
    "ALARM_WEBHOOK_SECRET is missing",
  ],
  [
    "a webhooks file that is not there",
    { NOTIFY_HOOKS_FILE: "/nowhere/hooks.yaml" },
    "NOTIFY_HOOKS_FILE: /nowhere/hooks.yaml cannot be read",
  ],
  [
    "webhooks whose secret is not set",
    { NOTIFY_HOOKS_FILE: "demo/hooks.yaml", DEMO_HOOK_URL: "http://127.0.0.1:1" },
    "NOTIFY_HOOKS_FILE: demo: the variable DEMO_HOOK_SECRET is not set",
  ],
  ["an AWS that does not answer", { AWS_ENDPOINT_URL: "http://127.0.0.1:1" }, "AWS: "],
  [
    "an identity store that is not the instance's",
    { IDENTITY_STORE_ID: "d-0000000000" },
    "but d-0000000000 is configured",
  ],
])("F90 refuses to start on %s", async (_, change, sentence) => {
  const { code, output } = await run({ ...configured, ...change });
  expect(code).toBe(1);
  expect(output).toContain(sentence);
});

test("AWS-02 refuses to start under a role that may do more than a worker's", async () => {
  const { code, output } = await run({ ...configured, DATABASE_URL: stage.urls.owner });
  expect(code).toBe(1);
  expect(output).toContain("is a superuser");
});

test("shows itself alive, and takes its heartbeat away when it is told to stop", async () => {
  const { code, output } = await run(configured, { at: '"msg":"ready"', with: "SIGTERM" });
  expect(code).toBe(0);
  expect(output).toContain('"msg":"stopped"');
  expect(await stage.as("worker", () => db().heartbeat.count())).toBe(0);
});
