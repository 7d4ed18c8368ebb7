import { spawn } from "node:child_process";
import type { SimulatorState } from "#demo/aws/state.ts";

const entry = `
  import { connectAws } from "#lib/aws/connect.ts";
  import { readNow } from "#lib/db/now.ts";
  import { sharedAllowance } from "#lib/operations/shared-allowance.ts";
  import { syncDue } from "#lib/operations/sync-catalogue.ts";
  const rate = { perSecond: 100_000, burst: 100_000 };
  const aws = await connectAws({
    ...JSON.parse(process.env.INSTANCE),
    budgetOf: (service) => ({ name: service, shared: rate, reserve: rate }),
    allowance: sharedAllowance,
  });
  const actor = { kind: "worker", workerId: process.env.WORKER };
  await syncDue({ actor, now: await readNow() }, { aws, everyMinutes: 1 });
  process.exit(0);
`;

/**
 * For tests: a worker of its own process that reads AWS once, with this process's database and simulator, and is killed as soon as `isEnough` says so.
 * @param isEnough is asked every few milliseconds
 * @returns whether it was killed before it was done
 */
export function killedWorker(
  { region, instance }: SimulatorState,
  workerId: string,
  isEnough: () => boolean,
): Promise<boolean> {
  const env = {
    ...process.env,
    INSTANCE: JSON.stringify({
      region,
      instanceArn: instance.arn,
      identityStoreId: instance.identityStoreId,
    }),
    WORKER: workerId,
  };
  const child = spawn(process.execPath, ["--input-type=module", "--eval", entry], {
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const watch = setInterval(() => {
    if (isEnough()) child.kill("SIGKILL");
  }, 2);
  return new Promise((resolve) => {
    child.once("exit", (_, signal) => {
      clearInterval(watch);
      resolve(signal === "SIGKILL");
    });
  });
}
