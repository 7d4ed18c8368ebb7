import { createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import { buildOrganisation } from "#demo/seed/organisation/organisation.ts";
import { connectAws } from "./connect.ts";
import { textWith } from "./expected.fixture.ts";
import { localAllowance } from "./local-allowance.fixture.ts";
import { startSimulatedAws } from "./simulated-aws.fixture.ts";

const { instance, region } = buildOrganisation();
const settings = {
  region,
  instanceArn: instance.arn,
  identityStoreId: instance.identityStoreId,
  allowance: localAllowance(),
};

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

test("connects to the instance that is configured", async () => {
  const simulated = await startSimulatedAws();
  closing.push(() => simulated.close());
  expect(simulated.aws.instanceArn).toBe(instance.arn);
});

test("refuses an instance that does not exist", async () => {
  const simulated = await startSimulatedAws();
  closing.push(() => simulated.close());
  await expect(connectAws({ ...settings, instanceArn: `${instance.arn}0` })).rejects.toMatchObject({
    kind: "gone",
    operation: "DescribeInstance",
  });
});

test("refuses an instance of another identity store", async () => {
  const simulated = await startSimulatedAws();
  closing.push(() => simulated.close());
  await expect(connectAws({ ...settings, identityStoreId: "d-0000000000" })).rejects.toMatchObject({
    awsMessage: textWith("d-0000000000 is configured"),
  });
});

test("says that nobody answers, and that nothing was done", async () => {
  const port = await freePort();
  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${port}`;
  process.env.AWS_ACCESS_KEY_ID = "simulated";
  process.env.AWS_SECRET_ACCESS_KEY = "simulated";
  await expect(connectAws(settings)).rejects.toMatchObject({ kind: "unavailable", mayHaveHappened: false });
});

test("a 503 for every call is unavailable", async () => {
  const simulated = await startSimulatedAws();
  closing.push(() => simulated.close());
  simulated.simulator.inject({
    kind: "error",
    operation: "*",
    name: "ServiceUnavailable",
    message: "",
    httpStatus: 503,
  });
  await expect(connectAws(settings)).rejects.toMatchObject({ kind: "unavailable", mayHaveHappened: true });
  expect(simulated.simulator.calls("sso-admin:DescribeInstance")).toBe(2);
});

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const address = server.address();
      const port = typeof address === "object" && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}
