import { join } from "node:path";
import { deployMigrations } from "#lib/db/migrate/deploy-migrations.ts";
import { buildInputs, buildWeb, isBuilt } from "./build-web.ts";
import { CannotStart } from "./cannot-start.ts";
import { clockAhead, installClock } from "./clock/install-clock.ts";
import { tellFollowers } from "./clock/tell-followers.ts";
import type { DemoOrganisation } from "./demo-organisation.ts";
import { addressesOn, databaseUrl } from "./environment.ts";
import { type Ports, refuseTakenPorts } from "./ports.ts";
import { createDatabase, createRoles } from "./postgres/create-roles.ts";
import { startPostgres } from "./postgres/start-postgres.ts";
import { lastLines } from "./processes/last-lines.ts";
import type { ProcessGroup } from "./processes/process-group.ts";
import { until } from "./processes/until.ts";
import { openSecrets } from "./secrets.ts";
import { seedSteps } from "./seed-steps.ts";
import { demoServers, productServers, type Server, type ServerSources } from "./servers.ts";

/** Tells a watching person what is being done; `work` is done meanwhile. */
export type Progress = <T>(what: string, work: () => Promise<T>) => Promise<T>;

/** Where the demo's state is, and on which ports it answers. Without `durable` a crash of the machine may lose data. */
export interface StackOptions {
  readonly root: string;
  readonly stateFolder: string;
  readonly ports: Ports;
  readonly organisation: DemoOrganisation;
  readonly durable: boolean;
  readonly progress: Progress;
}

/** The addresses of a running stack. */
export interface Stack {
  readonly web: string;
  readonly identity: string;
  readonly inbox: string;
  readonly simulator: string;
  readonly ownerUrl: string;
}

/**
 * Starts everything in its order: database, migrations, clock, the demo's servers, the product, its first data. Each process belongs
 * to `group`, which ends them.
 */
export async function startStack(options: StackOptions, group: ProcessGroup): Promise<Stack> {
  const { root, ports, progress } = options;
  await refuseTakenPorts(ports);
  const sources = await progress("Starting the database", () => startDatabase(options, group));
  await progress("Starting AWS's simulator, the identity provider and the inbox", async () => {
    await startAll(demoServers(sources), options, group);
    await tellFollowers(addressesOn(ports).clockFollowers, await clockAhead(sources.ownerUrl));
  });
  const { worker, web } = productServers(sources);
  await progress("Starting the worker", () => startAll([worker], options, group));
  // The worker reads AWS meanwhile, and waits for AWS's rates more than for this machine.
  if (!isBuilt(root, buildInputs(root))) {
    await progress("Building the web, which takes a while the first time", () =>
      buildWeb(root, logOf(options, "build"), group),
    );
  }
  await progress("Starting the web", () => startAll([web], options, group));
  for (const step of seedSteps(sources)) {
    if (!(await step.isDone()))
      await progress(step.what, () => step.perform(group, root, logOf(options, "seed")));
  }
  return { ...addressesOn(ports), ownerUrl: sources.ownerUrl };
}

async function startDatabase(options: StackOptions, group: ProcessGroup): Promise<ServerSources> {
  const { ports, organisation, stateFolder, durable } = options;
  const secrets = openSecrets(stateFolder);
  const postgres = await startPostgres(
    {
      dataFolder: join(stateFolder, "postgres"),
      port: ports.postgres,
      ownerPassword: secrets.owner,
      durable,
      logFile: logOf(options, "postgres"),
    },
    group,
  );
  await createRoles(postgres.ownerUrl("postgres"), secrets);
  await createDatabase(postgres.ownerUrl("postgres"), "gatehouse");
  const sources = { ports, secrets, organisation, stateFolder, ownerUrl: postgres.ownerUrl("gatehouse") };
  await deployMigrations(databaseUrl("migrator", sources), join(options.root, "prisma/migrations"));
  await installClock(sources.ownerUrl);
  return sources;
}

async function startAll(
  servers: readonly Server[],
  options: StackOptions,
  group: ProcessGroup,
): Promise<void> {
  await Promise.all(servers.map((server) => startServer(server, options, group)));
}

async function startServer(
  { name, args, env, readyAt }: Server,
  options: StackOptions,
  group: ProcessGroup,
): Promise<void> {
  const logFile = logOf(options, name.replaceAll(" ", "-"));
  const command = process.execPath;
  const running = await group.start({
    name,
    command,
    args,
    env,
    folder: options.root,
    logFile,
    stopSignal: "TERM",
  });
  if (readyAt === null) return;
  await until(`the ${name} answers at ${readyAt}`, 60_000, async () => {
    if (running.hasExited())
      throw new CannotStart(`The ${name} ended at once:\n\n${lastLines(logFile, 15)}\n`);
    return await answers(readyAt);
  });
}

async function answers(address: string): Promise<boolean> {
  try {
    const answer = await fetch(address, {
      redirect: "manual",
      headers: { connection: "close" },
      signal: AbortSignal.timeout(10_000),
    });
    await answer.body?.cancel();
    return answer.status < 500;
  } catch {
    return false;
  }
}

function logOf({ stateFolder }: StackOptions, name: string): string {
  return join(stateFolder, "logs", `${name}.log`);
}
