import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { buildOrganisation } from "#demo/seed/organisation/organisation.ts";
import { personStatus } from "./person-status.ts";
import { createRenewal } from "./renewal.ts";
import { startSimulatedAws } from "./simulated-aws.fixture.ts";

const [anybody] = buildOrganisation().users;
if (!anybody) throw new Error("Halden has nobody.");

let simulated: Awaited<ReturnType<typeof startSimulatedAws>>;
beforeEach(async () => {
  simulated = await startSimulatedAws();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await simulated.close();
});

const calls = () => simulated.aws.limiter.counts().get("identitystore:DescribeUser")?.calls ?? 0;

describe("credentials that AWS ended before their time", () => {
  beforeEach(async () => {
    await simulated.close();
    for (const name of ["AWS_PROFILE", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE"])
      vi.stubEnv(name, undefined);
    simulated = await startSimulatedAws({}, {}, "handed out");
  });

  test("F49 are asked for anew, and the call is made again", async () => {
    await personStatus(simulated.aws, anybody.id);
    simulated.simulator.expireCredentials();
    const before = calls();
    expect(await personStatus(simulated.aws, anybody.id)).toBe(anybody.status);
    expect(calls() - before).toBe(2);
    expect(await personStatus(simulated.aws, anybody.id)).toBe(anybody.status);
    expect(calls() - before).toBe(3);
  });

  test("F49 are asked for anew once for all calls that were refused together", async () => {
    await personStatus(simulated.aws, anybody.id);
    simulated.simulator.expireCredentials();
    const asked = await Promise.all(Array.from({ length: 8 }, () => personStatus(simulated.aws, anybody.id)));
    expect(new Set(asked)).toEqual(new Set([anybody.status]));
    expect(simulated.aws.credentials.generation()).toBe(1);
  });
});

test("F49 credentials that stay refused are a fault, after one more attempt and no further for a while", async () => {
  simulated.simulator.set({ expiredAccessKeys: ["simulated"] });
  const before = calls();
  const refusal = { kind: "expired-credentials", mayHaveHappened: false };
  await expect(personStatus(simulated.aws, anybody.id)).rejects.toMatchObject(refusal);
  expect(calls() - before).toBe(2);
  await expect(personStatus(simulated.aws, anybody.id)).rejects.toMatchObject(refusal);
  expect(calls() - before).toBe(3);
});

describe("a renewal", () => {
  function renewal(credentials: () => Promise<unknown>) {
    let nowMs = 0;
    const made = createRenewal([{ config: { credentials } }], { nowMs: () => nowMs });
    return { ...made, pass: (ms: number) => (nowMs += ms) };
  }

  test("that somebody else made since is enough", async () => {
    const ask = vi.fn(async () => undefined);
    const { generation, renewedSince } = renewal(ask);
    const noted = generation();
    expect(await renewedSince(noted)).toBe(true);
    expect(await renewedSince(noted)).toBe(true);
    expect(ask).toHaveBeenCalledTimes(1);
  });

  test("that gave none is no reason for another attempt, and is tried again later", async () => {
    let isThere = false;
    const made = renewal(async () => {
      if (!isThere) throw new Error("no credentials");
    });
    expect(await made.renewedSince(0)).toBe(false);
    isThere = true;
    expect(await made.renewedSince(0)).toBe(false);
    made.pass(10_000);
    expect(await made.renewedSince(0)).toBe(true);
  });
});
