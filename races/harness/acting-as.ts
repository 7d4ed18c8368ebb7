import { AsyncLocalStorage } from "node:async_hooks";
import type { TestDatabase } from "#demo/postgres/testing/create-test-database.ts";

/** The two sides of a race. */
export type Side = "a" | "b";
export const sides = ["a", "b"] as const satisfies readonly Side[];

type Role = keyof TestDatabase["urls"];

const where = new AsyncLocalStorage<{ side: Side; url: string | null }>();
const NAME = /^race-([ab])$/;

/** What a connection of this side calls itself. */
function connectionName(side: Side): string {
  return `race-${side}`;
}

/** The side whose connection this is; null for a connection that is nobody's in the race. */
export function sideOf(applicationName: string | null | undefined): Side | null {
  const [, name] = applicationName?.match(NAME) ?? [];
  return sides.find((side) => side === name) ?? null;
}

/** Does something as one side of a race. */
export function asSide<T>(side: Side, act: () => Promise<T>): Promise<T> {
  return where.run({ side, url: null }, act);
}

/**
 * Gives each side connections of its own, under the role it acts as: what they run at the same time reads one environment variable, so
 * that variable answers to who asks.
 * @returns acts under a role, on this side's own connections
 */
export function separateConnections(
  urls: TestDatabase["urls"],
): <T>(role: Role, act: () => Promise<T>) => Promise<T> {
  const given = process.env;
  process.env = new Proxy(given, {
    get: (_, name): unknown =>
      name === "DATABASE_URL" ? (where.getStore()?.url ?? given.DATABASE_URL) : Reflect.get(given, name),
    // A proxy's own way would describe the variable anew, which the environment refuses.
    set: (_, name, value) => Reflect.set(given, name, value),
  });
  return (role, act) => {
    const side = where.getStore()?.side;
    if (!side) throw new Error("Nobody in a race asks for this.");
    const url = new URL(urls[role]);
    url.searchParams.set("application_name", connectionName(side));
    return where.run({ side, url: url.href }, act);
  };
}
