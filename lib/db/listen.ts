import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { WAKE_CHANNEL } from "./wake.ts";

const RECONNECT_MS = 2_000;

/**
 * Calls back whenever a transaction woke the worker, on a connection of its own that is opened again when it breaks.
 * What is missed meanwhile costs nothing but time: the worker looks by itself within seconds.
 * @param onWake gets what moved
 * @param signal ends the listening
 */
export async function listen(onWake: (what: string) => void, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const client = new pg.Client({
      connectionString: process.env.DATABASE_URL,
      application_name: "gatehouse-listen",
    });
    try {
      await client.connect();
      const broken = new Promise<void>((resolve) => {
        client.once("error", () => resolve());
        client.once("end", () => resolve());
        signal.addEventListener("abort", () => resolve(), { once: true });
        if (signal.aborted) resolve();
      });
      client.on("notification", (message) => onWake(message.payload ?? ""));
      await client.query(`listen ${WAKE_CHANNEL}`);
      await broken;
    } catch {
      // The database is away; the next round tries again.
    } finally {
      await client.end().catch(() => undefined);
    }
    if (!signal.aborted) await pause(RECONNECT_MS, undefined, { signal }).catch(() => undefined);
  }
}
