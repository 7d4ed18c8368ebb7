import { type AwsSimulatorOptions, startAwsSimulator } from "#demo/aws/simulator.ts";
import { buildOrganisation } from "#demo/seed/organisation/organisation.ts";
import { type AwsSettings, connectAws } from "./connect.ts";
import { localAllowance } from "./local-allowance.fixture.ts";

const anyNumber = { perSecond: 100_000, burst: 100_000 };

/**
 * For tests: a simulator with Halden in it, whose shapes are checked, and the product's own connection to it. Budgets and rate limits
 * are off unless asked for, and so are credentials that the simulator hands out. The SDK reads the endpoint from the environment when a connection is first used, so one
 * simulator is current at a time.
 */
export async function startSimulatedAws(
  options: Partial<AwsSimulatorOptions> = {},
  settings: Partial<AwsSettings> = {},
  credentials: "static" | "handed out" = "static",
) {
  const simulator = await startAwsSimulator({
    port: 0,
    seed: buildOrganisation(),
    checkShapes: true,
    rateLimits: false,
    latencyMs: 2_000,
    ...options,
  });
  process.env.AWS_ENDPOINT_URL = simulator.url;
  const key = credentials === "static" ? "simulated" : "";
  process.env.AWS_ACCESS_KEY_ID = key;
  process.env.AWS_SECRET_ACCESS_KEY = key;
  if (credentials === "handed out")
    process.env.AWS_CONTAINER_CREDENTIALS_FULL_URI = `${simulator.url}/_simulator/credentials`;
  const seed = options.seed ?? buildOrganisation();
  const aws = await connectAws({
    region: seed.region,
    instanceArn: seed.instance.arn,
    identityStoreId: seed.instance.identityStoreId,
    budgetOf: (service) => ({ name: service, shared: anyNumber, reserve: anyNumber }),
    allowance: localAllowance(),
    ...settings,
  });
  return {
    simulator,
    aws,
    async close() {
      aws.close();
      await simulator.close();
    },
  };
}

/** Collects a read that is small in the test's world. */
export async function collect<Row>(rows: AsyncIterable<Row>): Promise<Row[]> {
  const collected: Row[] = [];
  for await (const row of rows) collected.push(row);
  return collected;
}
