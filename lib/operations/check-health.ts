import { missingMigrations } from "#lib/db/missing-migrations.ts";
import { type Health, readHealth } from "#lib/queries/health.ts";

export type CheckName = "database" | "migrations" | "worker" | "removals";

export type Readiness = {
  ok: boolean;
  checks: Readonly<Record<CheckName, boolean>>;
  health: Health | null;
};

const OLDEST_HEARTBEAT_SECONDS = 30;
const LONGEST_OVERDUE_SECONDS = 300;

/**
 * Whether this installation does its work: the database answers with this version's migrations, a worker lives, and no removal is overdue.
 * @param migrationsFolder where this version's migrations are
 */
export async function checkHealth(migrationsFolder = "prisma/migrations"): Promise<Readiness> {
  try {
    const missing = await missingMigrations(migrationsFolder);
    const health = await readHealth();
    const checks = {
      database: true,
      migrations: missing.length === 0,
      worker: health.heartbeatSeconds !== null && health.heartbeatSeconds <= OLDEST_HEARTBEAT_SECONDS,
      removals: health.overdueRemovalSeconds <= LONGEST_OVERDUE_SECONDS,
    };
    return { ok: Object.values(checks).every(Boolean), checks, health };
  } catch {
    const checks = { database: false, migrations: false, worker: false, removals: false };
    return { ok: false, checks, health: null };
  }
}
