import type pg from "pg";
import { asOwner, roles } from "../postgres/create-roles.ts";

const clock = `
create schema if not exists demo;
revoke all on schema demo from public;
create table if not exists demo.clock (
  is_only boolean primary key default true check (is_only),
  ahead interval not null default '0'
);
revoke all on demo.clock from public;
insert into demo.clock default values on conflict do nothing;
create or replace function public.gatehouse_now() returns timestamptz
  language sql volatile security definer set search_path = pg_catalog, pg_temp
  as $$ select pg_catalog.clock_timestamp() + (select ahead from demo.clock) $$;
alter function public.gatehouse_now() owner to current_user;
revoke all on function public.gatehouse_now() from public;
grant execute on function public.gatehouse_now() to ${roles.migrator}, ${roles.web}, ${roles.worker};
`;

/**
 * Gives the product's clock a hand that only the cluster's owner can turn; a second time it changes nothing. The migrations come first.
 * @param ownerUrl the owner's connection to the product's database
 */
export async function installClock(ownerUrl: string): Promise<void> {
  await asOwner(ownerUrl, async (client) => {
    await client.query(clock);
  });
}

/**
 * Turns the product's clock forward and wakes the worker, which looks again at once.
 * @param ownerUrl the owner's connection to the product's database
 * @param byMinutes how far; never back, since what is over must stay over
 * @returns how far it is ahead of the machine's clock now, in milliseconds
 */
export async function shiftClock(ownerUrl: string, byMinutes: number): Promise<number> {
  if (!(byMinutes >= 0)) throw new RangeError("The clock only goes forward.");
  return await asOwner(ownerUrl, async (client) => {
    await client.query("begin");
    await client.query("update demo.clock set ahead = ahead + make_interval(mins => $1)", [byMinutes]);
    await client.query("notify gatehouse, 'clock'");
    await client.query("commit");
    return await readAhead(client);
  });
}

/** How far the product's clock is ahead of the machine's, in milliseconds. */
export async function clockAhead(ownerUrl: string): Promise<number> {
  return await asOwner(ownerUrl, readAhead);
}

async function readAhead(client: pg.Client): Promise<number> {
  const answer = await client.query<{ ahead_ms: number }>(
    "select (extract(epoch from ahead) * 1000)::float8 as ahead_ms from demo.clock",
  );
  const [row] = answer.rows;
  if (!row) throw new Error("The demo's clock has no hand: install it first.");
  return row.ahead_ms;
}

/** What the product takes for now. */
export async function productNow(ownerUrl: string): Promise<Date> {
  return await asOwner(ownerUrl, async (client) => {
    const answer = await client.query<{ now: Date }>("select public.gatehouse_now() as now");
    const [row] = answer.rows;
    if (!row) throw new Error("The database did not tell the time.");
    return row.now;
  });
}
