import { randomUUID } from "node:crypto";
import {
  DriverAdapterError,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
  type Transaction,
} from "@prisma/driver-adapter-utils";
import pg from "pg";
import { columnParser, columnType } from "./column-types.ts";

const adapter = { provider: "postgres", adapterName: "gatehouse-migrations" } as const;

const types: pg.CustomTypesConfig = {
  getTypeParser(oid, format): unknown {
    return (format !== "binary" && columnParser(oid)) || pg.types.getTypeParser(oid, format);
  },
};

/** What `migrationAdapter` returns: the engine's factory, and a way to end the connections it opened. */
export type MigrationAdapter = SqlMigrationAwareDriverAdapterFactory & { close(): Promise<void> };

/**
 * A driver adapter for Prisma's schema engine that keeps to one connection, so that the engine's advisory lock and its session state
 * hold, and that hands a script to Postgres whole. `@prisma/adapter-pg` 7.10.0 splits scripts on `;`, which breaks functions and DO
 * blocks, and its shadow database is the main one.
 * @param url a Postgres connection string; the shadow database, when one is asked for, is made beside the database it names
 * @returns the factory; `close` must be called by whoever created it, since the engine does not dispose of its adapters
 */
export function migrationAdapter(url: string): MigrationAdapter {
  const opened: Array<() => Promise<void>> = [];

  async function open(connectionString: string): Promise<pg.Client> {
    const client = await connect(connectionString);
    opened.push(() => client.end());
    return client;
  }

  return {
    ...adapter,
    async connect() {
      const client = await open(url);
      return sqlAdapter(client, () => client.end());
    },
    async connectToShadowDb() {
      const shadow = await createShadowDatabase(url);
      opened.push(shadow.drop);
      const client = await open(shadow.url);
      return sqlAdapter(client, () => client.end());
    },
    async close() {
      for (const end of opened.splice(0).reverse()) await end();
    },
  };
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString,
    application_name: "gatehouse-migrate",
    options: "-c timezone=UTC",
  });
  // A connection lost between two queries is reported by the next query; without a listener it would end the process.
  client.on("error", () => undefined);
  await answering(() => client.connect());
  return client;
}

async function createShadowDatabase(url: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `gatehouse_shadow_${randomUUID().replaceAll("-", "")}`;
  const beside = new URL(url);
  beside.pathname = `/${name}`;
  await runOnce(url, `create database ${name}`);
  return { url: beside.href, drop: () => runOnce(url, `drop database if exists ${name} with (force)`) };
}

async function runOnce(url: string, statement: string): Promise<void> {
  const client = await connect(url);
  try {
    await answering(() => client.query(statement));
  } finally {
    await client.end();
  }
}

function sqlAdapter(client: pg.Client, dispose: () => Promise<void>): SqlDriverAdapter {
  async function queryRaw(query: SqlQuery): Promise<SqlResultSet> {
    const answer = await answering(() =>
      client.query<unknown[]>({ ...statementOf(query), rowMode: "array", types }),
    );
    return {
      columnNames: answer.fields.map((field) => field.name),
      columnTypes: answer.fields.map((field) => columnType(field.dataTypeID)),
      rows: answer.rows,
    };
  }
  async function executeRaw(query: SqlQuery): Promise<number> {
    const answer = await answering(() => client.query({ ...statementOf(query), types }));
    return answer.rowCount ?? 0;
  }
  // Without parameters the driver speaks the simple query protocol: the whole script at once, in one transaction unless it opens its own.
  async function executeScript(script: string): Promise<void> {
    await answering(() => client.query(script));
  }
  async function startTransaction(): Promise<Transaction> {
    await executeScript("begin");
    return {
      ...adapter,
      options: { usePhantomQuery: true },
      queryRaw,
      executeRaw,
      commit: () => executeScript("commit"),
      rollback: () => executeScript("rollback"),
    };
  }
  return {
    ...adapter,
    queryRaw,
    executeRaw,
    executeScript,
    startTransaction,
    getConnectionInfo: () => ({ schemaName: "public", supportsRelationJoins: true }),
    dispose,
  };
}

function statementOf(query: SqlQuery): { text: string; values: unknown[] } {
  const values = query.args.map((value, place) =>
    query.argTypes[place]?.scalarType === "datetime" && typeof value === "string"
      ? new Date(value).toISOString()
      : value,
  );
  return { text: query.sql, values };
}

async function answering<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    throw forEngine(error);
  }
}

function forEngine(error: unknown): unknown {
  if (error instanceof pg.DatabaseError && error.code !== undefined) {
    const { code, severity = "ERROR", message, detail, column, hint } = error;
    return new DriverAdapterError({
      kind: "postgres",
      code,
      severity,
      message,
      detail,
      column,
      hint,
      originalCode: code,
      originalMessage: message,
    });
  }
  if (
    error instanceof Error &&
    "code" in error &&
    (error.code === "ECONNREFUSED" || error.code === "ENOTFOUND")
  ) {
    return new DriverAdapterError({ kind: "DatabaseNotReachable" });
  }
  return error;
}
