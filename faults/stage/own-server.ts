import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { asOwner } from "#demo/postgres/create-roles.ts";
import { type Postgres, startPostgres } from "#demo/postgres/start-postgres.ts";
import { makeTemplate, testPassword } from "#demo/postgres/testing/test-cluster.ts";
import { freePort } from "#demo/processes/free-port.ts";
import { processGroup } from "#demo/processes/process-group.ts";
import { until } from "#demo/processes/until.ts";

const STOPS_WITHIN_MS = 20_000;
/** How a server is told to stop: `restart` ends its connections in order, `crash` leaves everything as it is and has it recovered. */
const SIGNAL = { restart: "SIGINT", crash: "SIGQUIT" } as const;

/** A Postgres server of a test's own, which may be stopped and started without anybody else noticing. */
export class OwnServer {
  readonly #folder = mkdtempSync(join(tmpdir(), "gatehouse-own-"));
  readonly #group = processGroup();
  readonly #port: number;
  #postgres: Postgres | null = null;

  private constructor(port: number) {
    this.#port = port;
  }

  static async start(): Promise<OwnServer> {
    const server = new OwnServer(await freePort());
    chmodSync(server.#folder, 0o711);
    await server.start();
    await makeTemplate(server.#running);
    // What the test itself does is not what it takes from the product.
    await server.sql("alter role gatehouse_owner set default_transaction_read_only = off");
    return server;
  }

  get ownerUrl(): string {
    return this.#running.ownerUrl("postgres");
  }

  get #running(): Postgres {
    if (!this.#postgres) throw new Error("The test's own server was never started.");
    return this.#postgres;
  }

  /** What was committed is on disk, as in production: otherwise a crash would show losses that are the test's. */
  async start(): Promise<void> {
    this.#postgres = await startPostgres(
      {
        dataFolder: join(this.#folder, "postgres"),
        port: this.#port,
        ownerPassword: testPassword,
        durable: true,
        logFile: join(this.#folder, "postgres.log"),
      },
      this.#group,
    );
  }

  async stop(how: keyof typeof SIGNAL): Promise<void> {
    const { process: server } = this.#running;
    process.kill(server.pid, SIGNAL[how]);
    await until("Postgres has stopped", STOPS_WITHIN_MS, async () => server.hasExited());
  }

  /** Whether the product's roles may write from now on. */
  async allowWrites(may: boolean): Promise<void> {
    await this.sql(`alter system set default_transaction_read_only = ${may ? "off" : "on"}`);
    await this.sql("select pg_reload_conf()");
  }

  async sql(statement: string): Promise<void> {
    await asOwner(this.ownerUrl, (client) => client.query(statement));
  }

  async end(): Promise<void> {
    await this.#group.stopAll();
    for (const made of [this.#running.dataFolder, this.#folder])
      rmSync(made, { recursive: true, force: true });
  }
}
