import { lagBoundsSeconds } from "#lib/core/removal-lag.ts";
import { type Db, db } from "./client.ts";

const pending = new Map<string, { name: string; label: string; value: number }>();

/**
 * Counts something that every worker adds to, until `flushCounts` writes it down. What a worker counted in its last seconds is lost with it.
 * @param name the metric
 * @param label what tells its parts apart, such as the kind of a fault
 */
export function count(name: string, label: string, by = 1): void {
  const key = `${name} ${label}`;
  const known = pending.get(key) ?? { name, label, value: 0 };
  pending.set(key, { ...known, value: known.value + by });
}

/** Counts a removal by how long after its end absence was seen, in seconds. */
export function countLag(seconds: number): void {
  for (const bound of lagBoundsSeconds) if (seconds <= bound) count("removal_lag", String(bound));
  count("removal_lag", "count");
  count("removal_lag", "sum", seconds);
}

/** Adds what was counted in this process to what all of them counted. What cannot be written is kept for the next time. */
export async function flushCounts(at: Db = db()): Promise<void> {
  const counted = [...pending.values()];
  if (counted.length === 0) return;
  pending.clear();
  try {
    await at.$executeRaw`
      insert into engine_count (name, label, value)
      select name, label, value from jsonb_to_recordset(${JSON.stringify(counted)}::jsonb) as r (name text, label text, value float8)
      order by name, label
      on conflict (name, label) do update set value = engine_count.value + excluded.value`;
  } catch (error) {
    for (const { name, label, value } of counted) count(name, label, value);
    throw error;
  }
}
