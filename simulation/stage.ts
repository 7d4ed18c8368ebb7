import { readFileSync } from "node:fs";
import { IdentitystoreClient } from "@aws-sdk/client-identitystore";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { SSOAdminClient } from "@aws-sdk/client-sso-admin";
import pg from "pg";
import { parse } from "yaml";
import { createInProcessAws, type InProcessAwsOptions } from "#demo/aws/in-process.ts";
import { webEnvironment } from "#demo/environment.ts";
import { halden } from "#demo/halden.ts";
import { createTestDatabase } from "#demo/postgres/testing/create-test-database.ts";
import { setup } from "#demo/postgres/testing/test-cluster.ts";
import { buildOrganisation } from "#demo/seed/organisation/organisation.ts";
import type { AwsConnection } from "#lib/aws/connect.ts";
import { parseRulesFile } from "#lib/core/rules/rules-file.ts";
import { readNow } from "#lib/db/now.ts";
import { loadRules } from "#lib/operations/rules/load-rules.ts";
import { syncDue } from "#lib/operations/sync-catalogue.ts";

/** When every simulation begins. */
export const BEGINNING = new Date("2026-11-24T09:00:00Z");

/** A clock with a hand that only the simulation moves, and ids that come in order, so that nothing depends on chance that no seed draws. */
const virtual = `
create schema simulation;
create table simulation.clock (now timestamptz not null);
insert into simulation.clock values ('${BEGINNING.toISOString()}');
create sequence simulation.ids;
create or replace function public.gatehouse_now() returns timestamptz
  language sql volatile security definer set search_path = pg_catalog, pg_temp as $$ select now from simulation.clock $$;
alter function public.gatehouse_now() owner to current_user;
create function public.next_id() returns uuid language sql volatile security definer set search_path = pg_catalog, pg_temp
  as $$ select lpad(to_hex(nextval('simulation.ids')), 32, '0')::uuid $$;
alter table managed_assignment alter column id set default next_id();
alter table aws_operation alter column id set default next_id();
alter table access_grant alter column id set default next_id();
alter table letter alter column id set default next_id();
grant execute on function public.gatehouse_now(), public.next_id() to public;
`;

const clearing =
  "truncate request, decision, decision_link, access_grant, managed_assignment, aws_operation, letter, audit_event, heartbeat, engine_ask, alarm cascade";

export type SimulationStage = Awaited<ReturnType<typeof setSimulationStage>>;

/** Real Postgres under a virtual clock, with an organisation that was read once; each seed begins with an empty ledger. */
export async function setSimulationStage() {
  const teardown = await setup();
  const database = await createTestDatabase();
  const owner = new pg.Client({ connectionString: database.urls.owner, options: "-c timezone=UTC" });
  await owner.connect();
  await owner.query(virtual);
  const organisation = buildOrganisation();
  const ports = { web: 1, identity: 2, inbox: 3, simulator: 4, smtp: 5, postgres: 6 };
  const word = "s".repeat(32);
  const secrets = { owner: word, migrator: word, web: word, worker: word, oidcClient: word, signIn: word };
  Object.assign(process.env, webEnvironment({ ports, secrets, organisation: halden() }));

  /** The unmodified clients over a simulated AWS in this process. */
  function connect(options: Omit<InProcessAwsOptions, "seed" | "startAt">, turn: () => Promise<void>) {
    const simulated = createInProcessAws({
      seed: organisation,
      startAt: BEGINNING,
      rateLimits: false,
      latencyMs: 2_000,
      ...options,
    });
    const client = {
      region: organisation.region,
      credentials: { accessKeyId: "simulated", secretAccessKey: "simulated" },
      maxAttempts: 1,
      requestHandler: simulated.requestHandler,
    };
    const aws: AwsConnection = {
      ssoAdmin: new SSOAdminClient(client),
      identityStore: new IdentitystoreClient(client),
      organizations: new OrganizationsClient(client),
      instanceArn: organisation.instance.arn,
      identityStoreId: organisation.instance.identityStoreId,
      limiter: {
        turn,
        pause: async () => undefined,
        throttled: async () => undefined,
        retried: () => undefined,
        failed: () => undefined,
        counts: () => new Map(),
        faults: () => new Map(),
      },
      credentials: { generation: () => 0, renewedSince: async () => false },
      notOffered: new Set(),
      heardClock: () => null,
      close: () => undefined,
    };
    return { simulated, aws };
  }

  process.env.DATABASE_URL = database.urls.worker;
  const first = connect({}, async () => undefined);
  const worker = { kind: "worker", workerId: "reader" } as const;
  const read = await syncDue({ actor: worker, now: await readNow() }, { aws: first.aws, everyMinutes: 30 });
  if (read?.kind !== "done") throw new Error(`The organisation was not read: ${JSON.stringify(read)}`);
  const rules = parseRulesFile(parse(readFileSync("demo/seed/rules.yaml", "utf8")));
  if (!("rules" in rules)) throw new Error(rules.problems.join("\n"));
  process.env.DATABASE_URL = database.urls.migrator;
  await loadRules({ actor: { kind: "host", user: "simulation" }, now: await readNow() }, rules.rules);
  process.env.DATABASE_URL = database.urls.worker;

  return {
    organisation,
    owner,
    connect,
    async setNow(now: Date): Promise<void> {
      await owner.query("update simulation.clock set now = $1", [now.toISOString()]);
    },
    async clear(): Promise<void> {
      await owner.query("set session_replication_role = replica");
      await owner.query(clearing);
      await owner.query("update engine_state set draining_since = null, aws_ahead_ms = null");
      await owner.query("set session_replication_role = origin");
      await owner.query("alter sequence simulation.ids restart");
    },
    async strike(): Promise<void> {
      await owner.end();
      await teardown();
    },
  };
}
