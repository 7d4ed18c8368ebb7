import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import type { SchemaEngine } from "@prisma/schema-engine-wasm";
import * as engineModule from "@prisma/schema-engine-wasm/schema_engine_bg";
import { migrationAdapter } from "./pg-migration-adapter.ts";

/** The engine leaves no table and no enum to anybody else. */
export const wholeSchema = { externalTables: [], externalEnums: [] };

/** What the schema engine, or Postgres under it, said no to. `code` is Prisma's (P3009 …) or Postgres's (42601 …) when there is one. */
export class MigrationError extends Error {
  readonly code: string | undefined;
  constructor(message: string, code: string | undefined) {
    super(message);
    this.name = "MigrationError";
    this.code = code;
  }
}

let loaded = false;

// The package's own entry imports the .wasm file as a module, which Node only does behind a flag.
function load(): void {
  if (loaded) return;
  const folder = dirname(
    createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm/schema_engine_bg"),
  );
  const wasm = new WebAssembly.Module(readFileSync(join(folder, "schema_engine_bg.wasm")));
  const { exports } = new WebAssembly.Instance(wasm, { "./schema_engine_bg.js": engineModule });
  engineModule.__wbg_set_wasm(exports);
  const begin = exports.__wbindgen_start;
  if (typeof begin !== "function") throw new Error("The schema engine's module has no start function.");
  Reflect.apply(begin, undefined, []);
  loaded = true;
}

/**
 * Opens Prisma's migration engine, as WebAssembly and so without a download, on a database, and closes it with its connections when
 * `use` is over.
 * @param url a Postgres connection string
 * @param use what to do with the engine
 * @returns what `use` returned; throws `MigrationError` with the database's own words when the engine refuses
 */
export async function withSchemaEngine<T>(
  url: string,
  use: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  load();
  const adapter = migrationAdapter(url);
  const factory = bindMigrationAwareSqlAdapterFactory(adapter);
  try {
    const engine = await engineModule.SchemaEngine.new({ datamodels: undefined }, () => undefined, factory);
    try {
      return await use(engine);
    } finally {
      engine.free();
    }
  } catch (error) {
    throw asMigrationError(error, (id) => factory.errorRegistry.consumeError(id)?.error);
  } finally {
    await adapter.close();
  }
}

function asMigrationError(error: unknown, original: (id: number) => unknown): MigrationError {
  const message = error instanceof Error ? error.message : String(error);
  const id = /"?\bid"?:\s*(\d+)/.exec(message)?.[1];
  const cause = id === undefined ? undefined : original(Number(id));
  if (cause instanceof Error) return new MigrationError(cause.message, codeOf(cause));
  return new MigrationError(message, codeOf(error));
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "string" ? error.code : undefined;
}
