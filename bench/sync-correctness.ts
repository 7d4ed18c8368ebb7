import { parseArgs } from "node:util";
import { z } from "zod";
import { createRandom } from "#demo/seed/organisation/random.ts";
import { storedRows, trueRows } from "#lib/operations/sync/truth.fixture.ts";
import { setSyncStage } from "./sync-stage.ts";

/**
 * Compares the catalogue row by row with what the simulated AWS holds: after a first read, after a thousand random changes and a thorough read,
 * and after as many changes again and a thorough read that is killed at twenty random points. Rate limits are off: it is the rows that count here.
 */
const count = z.coerce.number().int().positive();
const { changes, kills, ...size } = z
  .object({
    accounts: count,
    sets: count,
    groups: count,
    people: count,
    pairs: count,
    seed: count,
    changes: count,
    kills: count,
  })
  .parse(
    parseArgs({
      args: process.argv.slice(3),
      options: {
        accounts: { type: "string", default: "1000" },
        sets: { type: "string", default: "100" },
        groups: { type: "string", default: "300" },
        people: { type: "string", default: "3000" },
        pairs: { type: "string", default: "10000" },
        seed: { type: "string", default: "1" },
        changes: { type: "string", default: "1000" },
        kills: { type: "string", default: "20" },
      },
    }).values,
  );

/** A killed reader's run counts as lost after two minutes. */
const UNTIL_LOST_MINUTES = 3;

const random = createRandom(size.seed);
const stage = await setSyncStage({ size, speed: null });
try {
  const first = await stage.read();
  const different = await countDifferences();

  await stage.changeAtRandom({ count: changes, seed: size.seed });
  await askThoroughly();
  const second = await stage.read();
  const differentAfterChanges = await countDifferences();

  await stage.changeAtRandom({ count: changes, seed: size.seed + 1 });
  const wholeMs = (second.readingSeconds + second.writingSeconds) * 1000;
  for (let killed = 0; killed < kills; ) {
    await askThoroughly();
    const killAfterMs = random.below(Math.ceil((2 * wholeMs) / kills));
    if (await stage.readAndKill(killAfterMs)) killed += 1;
    else await stage.changeAtRandom({ count: changes, seed: size.seed + 2 + killed });
  }
  await askThoroughly();
  await stage.read();
  const differentAfterKills = await countDifferences();

  const figures = {
    accounts: size.accounts,
    rows: first.changed,
    different,
    changes,
    changed: second.changed,
    differentAfterChanges,
    kills,
    differentAfterKills,
  };
  console.log(
    `bench sync-correctness: ${Object.entries(figures)
      .map(([name, value]) => `${name}=${value}`)
      .join(" ")}`,
  );
  if (different + differentAfterChanges + differentAfterKills > 0) process.exitCode = 1;
} finally {
  await stage.strike();
}

/** As an administrator does; a run whose reader was killed counts as lost by then. */
async function askThoroughly(): Promise<void> {
  await stage.passMinutes(UNTIL_LOST_MINUTES);
  await stage.sql(`
    insert into sync_run (state, depth, asked_by_id, asked_at) values ('asked', 'thorough', 'bench', gatehouse_now())
    on conflict (state) where finished_at is null do nothing`);
}

/** Rows that AWS holds and the catalogue does not, or the other way round, of all nouns; the first of each noun is named. */
async function countDifferences(): Promise<number> {
  const [stored, truth] = [await storedRows(stage.sql), trueRows(await stage.truth())];
  let different = 0;
  for (const [noun, rows] of Object.entries(truth)) {
    const found = stored[noun] ?? [];
    const [missing, invented] = [without(rows, found), without(found, rows)];
    different += missing.length + invented.length;
    if (missing.length > 0)
      console.error(`${noun}: ${missing.length} missing, such as ${String(missing[0])}`);
    if (invented.length > 0)
      console.error(`${noun}: ${invented.length} invented, such as ${String(invented[0])}`);
  }
  return different;
}

function without(rows: readonly unknown[], others: readonly unknown[]): unknown[] {
  const known = new Set(others);
  return rows.filter((row) => !known.has(row));
}
