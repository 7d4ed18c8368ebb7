import pg from "pg";
import { createTestDatabase, type TestDatabase } from "#demo/postgres/testing/create-test-database.ts";
import { closeDb } from "#lib/db/client.ts";
import { log } from "#lib/log.ts";

export const ORIGIN = "http://127.0.0.1:4300";
export const ADMINISTRATORS = "group-administrators";
export const AUDITORS = "group-auditors";

export type Stage = {
  database: TestDatabase;
  /** Runs SQL as the database's owner, which no product role could. */
  sql(text: string, values?: unknown[]): Promise<Record<string, unknown>[]>;
  addPerson(person: { id: string; externalId?: string; userName?: string; status?: string }): Promise<void>;
  /** Turns the database's clock. */
  turnClock(minutes: number): Promise<void>;
  end(): Promise<void>;
};

const TURNABLE_CLOCK = `
  create table turned (minutes float8 not null);
  insert into turned values (0);
  grant select on turned to gatehouse_migrator;
  create or replace function gatehouse_now() returns timestamptz language sql volatile security definer
    set search_path = public, pg_temp
    as $$ select clock_timestamp() + (select make_interval(secs => minutes * 60) from turned) $$;`;

/** A migrated database with a clock that turns, and the web process's environment around it. */
export async function setStage(issuer: string, origin = ORIGIN): Promise<Stage> {
  log.level = "silent";
  const database = await createTestDatabase();
  Object.assign(process.env, {
    FORWARDING_PROXIES: "1",
    GATEHOUSE_MODE: "production",
    GATEHOUSE_URL: origin,
    GATEHOUSE_ORGANISATION_NAME: "Under Test",
    GATEHOUSE_ADMINISTRATORS_GROUP_ID: ADMINISTRATORS,
    GATEHOUSE_AUDITORS_GROUP_ID: AUDITORS,
    AWS_ACCESS_PORTAL_URL: "https://under-test.awsapps.com/start",
    IDENTITY_CENTER_REGION: "eu-central-1",
    IDENTITY_CENTER_INSTANCE_ARN: "arn:aws:sso:::instance/ssoins-0000000000000000",
    IDENTITY_STORE_ID: "d-0000000000",
    DATABASE_URL: database.urls.web,
    OIDC_ISSUER: issuer,
    OIDC_CLIENT_ID: "gatehouse-under-test",
    OIDC_CLIENT_SECRET: "a-client-secret-of-some-length",
    SIGN_IN_SECRET: "a-sign-in-secret-that-is-long-enough",
  });
  const client = new pg.Client({ connectionString: database.urls.owner, options: "-c timezone=UTC" });
  await client.connect();
  await client.query(TURNABLE_CLOCK);
  const sql = async (text: string, values: unknown[] = []) =>
    (await client.query<Record<string, unknown>>(text, values)).rows;
  return {
    database,
    sql,
    async addPerson({ id, externalId, userName = id, status = "ENABLED" }) {
      const externalIds =
        externalId === undefined ? [] : [{ issuer: "https://directory.test", id: externalId }];
      await sql(
        `insert into person (id, user_name, display_name, given_name, family_name, email, status, external_ids, valid_from)
         values ($1, $2, $1, 'Given', 'Family', 'same@address.test', $3::person_status, $4::jsonb, now())`,
        [id, userName, status, JSON.stringify(externalIds)],
      );
    },
    async turnClock(minutes) {
      await sql("update turned set minutes = minutes + $1", [minutes]);
    },
    async end() {
      await closeDb();
      await client.end();
      await database.drop();
    },
  };
}
