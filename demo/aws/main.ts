import { z } from "zod";
import { buildOrganisation } from "#demo/seed/organisation/organisation.ts";
import { generateOrganisation } from "./generate-organisation.ts";
import { startAwsSimulator } from "./simulator.ts";
import type { SimulatorState } from "./state.ts";

const count = z.coerce.number().int().nonnegative();

const environment = z
  .object({
    AWS_SIMULATOR_PORT: z.coerce.number().int().min(0).max(65_535).default(4566),
    AWS_SIMULATOR_STATE_FILE: z.string().min(1).optional(),
    AWS_SIMULATOR_LATENCY_MS: count.default(1500),
    AWS_SIMULATOR_OIDC_ISSUER: z.url().optional(),
    AWS_SIMULATOR_ACCOUNTS: count.min(1).optional(),
    AWS_SIMULATOR_SETS: count.default(100),
    AWS_SIMULATOR_GROUPS: count.default(300),
    AWS_SIMULATOR_PEOPLE: count.default(3000),
    AWS_SIMULATOR_PAIRS: count.default(10_000),
    AWS_SIMULATOR_SEED: count.default(1),
    AWS_SIMULATOR_ODD: z.enum(["no", "within-aws", "beyond-aws"]).default("no"),
    AWS_SIMULATOR_CLOCK_SPEED: z.coerce.number().positive().default(1),
    AWS_SIMULATOR_RATE_LIMITS: z.stringbool().default(true),
  })
  .parse(process.env);

const simulator = await startAwsSimulator({
  port: environment.AWS_SIMULATOR_PORT,
  seed: beginning(),
  latencyMs: environment.AWS_SIMULATOR_LATENCY_MS,
  clockSpeed: environment.AWS_SIMULATOR_CLOCK_SPEED,
  rateLimits: environment.AWS_SIMULATOR_RATE_LIMITS,
  ...(environment.AWS_SIMULATOR_STATE_FILE ? { stateFile: environment.AWS_SIMULATOR_STATE_FILE } : {}),
});
process.stdout.write(`The simulated AWS answers on ${simulator.url}\n`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    void simulator.close().then(() => process.exit(0));
  });
}

/** Halden, unless a number of accounts asks for an organisation of that size. */
function beginning(): SimulatorState {
  const issuer = environment.AWS_SIMULATOR_OIDC_ISSUER;
  if (environment.AWS_SIMULATOR_ACCOUNTS === undefined) return buildOrganisation(issuer ? { issuer } : {});
  const odd = environment.AWS_SIMULATOR_ODD;
  return generateOrganisation({
    accounts: environment.AWS_SIMULATOR_ACCOUNTS,
    sets: environment.AWS_SIMULATOR_SETS,
    groups: environment.AWS_SIMULATOR_GROUPS,
    people: environment.AWS_SIMULATOR_PEOPLE,
    pairs: environment.AWS_SIMULATOR_PAIRS,
    seed: environment.AWS_SIMULATOR_SEED,
    isOdd: odd === "no" ? false : odd,
  });
}
