import { ListUsersCommand } from "@aws-sdk/client-identitystore";
import { ListInstancesCommand } from "@aws-sdk/client-sso-admin";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { type Clients, connect, IdentityStoreId, seed } from "./clients.fixture.ts";
import { createCredentials } from "./credentials.ts";
import { type AwsSimulator, startAwsSimulator } from "./simulator.ts";

const handedOut = z.object({
  AccessKeyId: z.string(),
  SecretAccessKey: z.string(),
  Token: z.string(),
  Expiration: z.iso.datetime(),
});

let simulator: AwsSimulator;
const opened: Clients[] = [];

beforeEach(async () => {
  simulator = await startAwsSimulator({ port: 0, seed, rateLimits: false, latencyMs: 0 });
});

afterEach(async () => {
  vi.unstubAllEnvs();
  for (const clients of opened.splice(0)) clients.close();
  await simulator.close();
});

test("a key that the settings name is refused as expired, and another is not", async () => {
  simulator.set({ expiredAccessKeys: ["AKIAOLD"] });
  await expect(listUsers(open("AKIAOLD"))).rejects.toMatchObject({ name: "ExpiredTokenException" });
  await expect(listUsers(open("AKIANEW"))).resolves.toBeTruthy();
});

test("hands out another key each time", async () => {
  expect((await fetched()).AccessKeyId).not.toBe((await fetched()).AccessKeyId);
});

test("the SDK takes what is handed out, until it is made to expire", async () => {
  for (const name of ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_PROFILE"])
    vi.stubEnv(name, undefined);
  for (const name of ["AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"]) vi.stubEnv(name, "/dev/null");
  vi.stubEnv("AWS_CONTAINER_CREDENTIALS_FULL_URI", `${simulator.url}/_simulator/credentials`);
  const clients = open(null);
  await expect(listUsers(clients)).resolves.toBeTruthy();
  const { accessKeyId, sessionToken } = await clients.store.config.credentials();
  expect(accessKeyId).toBe("ASIASIMULATED0000001");
  expect(sessionToken).toBeTruthy();
  const answer = await post("credentials/expire");
  expect(await answer.json()).toEqual({ expired: 1 });
  await expect(listUsers(clients)).rejects.toMatchObject({ name: "ExpiredTokenException" });
  await expect(listUsers(open(null))).resolves.toBeTruthy();
});

test("what was handed out lives as long as it says", () => {
  let nowMs = Date.UTC(2026, 10, 24);
  const credentials = createCredentials(() => nowMs);
  const { AccessKeyId, Expiration } = credentials.handOut(60_000);
  expect(Expiration).toBe("2026-11-24T00:01:00.000Z");
  nowMs += 59_999;
  expect(() => credentials.demandFresh(AccessKeyId, [])).not.toThrow();
  nowMs += 1;
  expect(() => credentials.demandFresh(AccessKeyId, [])).toThrow("expired");
});

describe("the Date of an answer", () => {
  test("is the simulated clock's, and off by the skew", async () => {
    simulator.advanceClock(3_600_000);
    expect(await dateOffMs()).toBeCloseTo(0, -4);
    simulator.set({ dateSkewMs: -86_400_000 });
    expect(await dateOffMs()).toBeCloseTo(-86_400_000, -4);
  });

  test("corrects the SDK's own clock, which makes its signatures timely again", async () => {
    simulator.set({ dateSkewMs: 3_600_000, signatureToleranceMs: 300_000 });
    const { sso } = open("AKIA");
    const ask = () => sso.send(new ListInstancesCommand({}));
    await expect(ask()).rejects.toMatchObject({
      name: "InvalidSignatureException",
      message: expect.stringContaining("Signature expired"),
    });
    await expect(ask()).resolves.toBeTruthy();
  });

  test("is tolerated as far as the settings say", async () => {
    simulator.set({ dateSkewMs: -240_000, signatureToleranceMs: 300_000 });
    await expect(listUsers(open("AKIA"))).resolves.toBeTruthy();
    simulator.set({ dateSkewMs: -360_000 });
    await expect(listUsers(open("AKIA"))).rejects.toThrow("not yet current");
  });
});

function open(accessKeyId: string | null): Clients {
  const clients = connect({ endpoint: simulator.url }, accessKeyId);
  opened.push(clients);
  return clients;
}

function listUsers({ store }: Clients) {
  return store.send(new ListUsersCommand({ IdentityStoreId }));
}

async function fetched() {
  return handedOut.parse(await (await fetch(`${simulator.url}/_simulator/credentials`)).json());
}

function post(name: string): Promise<Response> {
  const headers = { "content-type": "application/json" };
  return fetch(`${simulator.url}/_simulator/${name}`, { method: "POST", headers });
}

/** How far the Date of an answer to an AWS request is ahead of the simulated clock. */
async function dateOffMs(): Promise<number> {
  const answer = await fetch(simulator.url, { method: "POST", body: "{}" });
  return Date.parse(answer.headers.get("date") ?? "") - simulator.now().getTime();
}
