import { databaseUrl, inherited } from "./environment.ts";
import { asOwner } from "./postgres/create-roles.ts";
import type { ProcessGroup } from "./processes/process-group.ts";
import { until } from "./processes/until.ts";
import type { ServerSources } from "./servers.ts";

/** Something the demo does once, when the product runs. */
export interface SeedStep {
  readonly what: string;
  isDone(): Promise<boolean>;
  perform(group: ProcessGroup, root: string, logFile: string): Promise<void>;
}

/** The first reading of AWS, and then the rules, which name what was read. */
export function seedSteps(sources: ServerSources): readonly SeedStep[] {
  const holds = (condition: string) => holdsIn(sources.ownerUrl, condition);
  const wasRead = () => holds("exists (select from sync_run where state = 'done')");
  return [
    {
      what: "Reading the organisation from AWS",
      isDone: wasRead,
      perform: () => until("the worker has read the organisation", 60_000, wasRead),
    },
    {
      what: "Loading the rules",
      isDone: () => holds("exists (select from rule)"),
      perform: (group, root, logFile) =>
        group.run({
          name: "loading of the rules",
          command: process.execPath,
          args: ["worker/rules.ts", "apply", "demo/seed/rules.yaml"],
          env: { ...inherited(), DATABASE_URL: databaseUrl("migrator", sources) },
          folder: root,
          logFile,
          stopSignal: "TERM",
        }),
    },
  ];
}

async function holdsIn(ownerUrl: string, condition: string): Promise<boolean> {
  return await asOwner(ownerUrl, async (client) => {
    const answer = await client.query<{ holds: boolean }>(`select ${condition} as holds`);
    return answer.rows[0]?.holds === true;
  });
}
