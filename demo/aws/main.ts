import { z } from "zod";
import { buildOrganisation } from "#demo/seed/organisation/organisation.ts";
import { startAwsSimulator } from "./simulator.ts";

const environment = z
  .object({
    AWS_SIMULATOR_PORT: z.coerce.number().int().min(0).max(65_535).default(4566),
    AWS_SIMULATOR_STATE_FILE: z.string().min(1).optional(),
    AWS_SIMULATOR_LATENCY_MS: z.coerce.number().int().nonnegative().default(1500),
    AWS_SIMULATOR_OIDC_ISSUER: z.url().optional(),
  })
  .parse(process.env);

const simulator = await startAwsSimulator({
  port: environment.AWS_SIMULATOR_PORT,
  seed: buildOrganisation(
    environment.AWS_SIMULATOR_OIDC_ISSUER ? { issuer: environment.AWS_SIMULATOR_OIDC_ISSUER } : {},
  ),
  latencyMs: environment.AWS_SIMULATOR_LATENCY_MS,
  ...(environment.AWS_SIMULATOR_STATE_FILE ? { stateFile: environment.AWS_SIMULATOR_STATE_FILE } : {}),
});
process.stdout.write(`The simulated AWS answers on ${simulator.url}\n`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    void simulator.close().then(() => process.exit(0));
  });
}
