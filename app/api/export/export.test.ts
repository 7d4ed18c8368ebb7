import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { setStage } from "#lib/auth/testing/stage.ts";
import { writeExport } from "#lib/core/exports/write-export.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { recordExport } from "#lib/operations/record-export.ts";
import { accountsFor } from "#lib/queries/catalogue/accounts.ts";
import { groupsFor } from "#lib/queries/catalogue/groups.ts";
import type { Page, PagePlace } from "#lib/queries/catalogue/keyset.ts";
import { peopleFor } from "#lib/queries/catalogue/people.ts";
import { permissionSetsFor } from "#lib/queries/catalogue/permission-sets.ts";
import { randomOrganisation, storeOrganisation } from "#lib/queries/catalogue/random-organisation.fixture.ts";
import { unmoved } from "#lib/queries/catalogue/unmoved.ts";
import { signedIn } from "#lib/queries/catalogue/viewers.fixture.ts";
import type { Written } from "./exporter.ts";
import { exporters } from "./exporters.ts";
import { streamOf } from "./stream-of.ts";

let stage: Awaited<ReturnType<typeof setStage>>;
let reader: Viewer;
let outsider: Viewer;
const moment = { now: new Date(), zone: "UTC" };

beforeAll(async () => {
  stage = await setStage("http://127.0.0.1:4301");
  await storeOrganisation(stage, randomOrganisation());
  await stage.sql("update account set name = '=cmd()' where id = (select min(id) from account)");
  reader = await signedIn((text, values) => stage.sql(text, values), "reader");
  outsider = await signedIn((text, values) => stage.sql(text, values), "outsider");
});
afterAll(async () => {
  await stage.end();
});

const file = z.object({
  rows: z.array(z.object({ id: z.string().optional(), arn: z.string().optional() })),
  count: z.number(),
});

function opened(list: string, written: Written, viewer = reader) {
  const open = exporters.get(list);
  if (!open) throw new Error(`${list} is not exported.`);
  return open(viewer, written, moment);
}

async function fileOf(list: string, written: Written, format: "csv" | "json", viewer = reader) {
  const answer = opened(list, written, viewer);
  if ("unclear" in answer) throw new Error(`${answer.unclear} is not understood.`);
  const pieces = writeExport({ ...answer.export, list }, format, {
    ...moment,
    madeAt: moment.now,
    readAt: null,
  });
  return new Response(streamOf(pieces)).text();
}

async function everyPage<Row extends { id: string }>(
  pageAt: (place: PagePlace) => Promise<Page<Row>>,
  anchor: (row: Row) => string = ({ id }) => id,
): Promise<string[]> {
  const ids: string[] = [];
  for (let after: string | undefined; ; ) {
    const { rows, total } = await pageAt({ after });
    ids.push(...rows.map(anchor));
    const last = rows.at(-1);
    if (!last || ids.length >= total) return ids;
    after = anchor(last);
  }
}

test("an export holds the rows of all pages of its list, in the list's order", async () => {
  const idsIn = async (list: string, written: Written) => {
    const { rows, count } = file.parse(JSON.parse(await fileOf(list, written, "json")));
    expect(rows).toHaveLength(count);
    return rows.map(({ id, arn }) => id ?? arn);
  };
  expect(
    await idsIn("accounts", { sort: ["people"], order: ["reversed"], unit: ["ou-1"], access: ["standing"] }),
  ).toEqual(
    await everyPage((place) =>
      accountsFor(reader, { sort: "people", order: "reversed", unit: "ou-1", access: "standing", ...place }),
    ),
  );
  expect(await idsIn("people", { sort: ["accounts"], q: ["person"] })).toEqual(
    await everyPage((place) => peopleFor(reader, { sort: "accounts", q: "person", ...place })),
  );
  expect(await idsIn("groups", { finding: ["disabled"] })).toEqual(
    await everyPage((place) => groupsFor(reader, { finding: "disabled", ...place })),
  );
  expect(await idsIn("permission-sets", {})).toEqual(
    await everyPage(
      (place) => permissionSetsFor(reader, place),
      ({ arn }) => arn,
    ),
  );
});

test("INJ-04: a name from AWS does not become a formula in the CSV", async () => {
  const text = await fileOf("accounts", {}, "csv");
  expect(text).toContain(",'=cmd(),");
  expect(text).not.toMatch(/(^|,)=/m);
});

test.each<[string, string, Written, string]>([
  ["a field that the list does not know", "accounts", { colour: ["red"] }, "colour"],
  ["a word that a field does not take", "accounts", { state: ["SLEEPING"] }, "state"],
  ["a field that came twice", "accounts", { q: ["one", "two"] }, "q"],
  ["the place of a page", "people", { after: ["u-1"] }, "after"],
  ["a character that Postgres does not take", "group-members", { id: ["g-\0"] }, "id"],
  ["text that is too long", "groups", { q: ["x".repeat(300)] }, "q"],
])("%s refuses the export: a file never holds other rows than were asked for", (_, list, written, field) => {
  expect(opened(list, written)).toEqual({ unclear: field });
});

test("an empty field is as if it were not there", async () => {
  expect(await fileOf("groups", { q: [""] }, "csv")).toBe(await fileOf("groups", {}, "csv"));
});

test("those who may not read everything get no row", async () => {
  for (const list of exporters.keys()) {
    const written: Written = {};
    const answer = opened(list, written, outsider);
    if ("unclear" in answer) continue;
    for await (const row of answer.export.rows) expect(row).toBeUndefined();
  }
});

test("rows that a read of AWS may have moved meanwhile end in a failure, never in a file that seems whole", async () => {
  const taken = async (meanwhile: () => Promise<unknown>) => {
    const answer = opened("groups", {});
    if ("unclear" in answer) throw new Error("It should be understood.");
    const rows: unknown[] = [];
    for await (const row of unmoved(reader, answer.export.rows, moment.now)) {
      if (rows.length === 0) await meanwhile();
      rows.push(row);
    }
    return rows.length;
  };
  const store = (finishedAt: Date) =>
    stage.sql(
      `insert into sync_run (state, asked_at, started_at, finished_at)
      values ('done', now() - interval '3 hours', now() - interval '3 hours', $1)`,
      [finishedAt],
    );
  expect(await taken(async () => {})).toBeGreaterThan(0);
  await expect(taken(() => store(moment.now))).rejects.toThrow("read again");
  // Its writing began before the export, and was seen after the export's first rows.
  await expect(taken(() => store(new Date(moment.now.getTime() - 60_000)))).rejects.toThrow("read again");
  expect(await taken(async () => {})).toBeGreaterThan(0);
});

test("AUD-07: who takes which rows is in the audit, with the filters", async () => {
  const answer = opened("accounts", { q: ["shop"], sort: ["people"] });
  if ("unclear" in answer) throw new Error("It should be understood.");
  const actor = { kind: "person", viewer: reader } as const;
  await recordExport({ actor, now: moment.now }, { ...answer.export, list: "accounts" }, "csv");
  const [event] = await stage.sql("select * from audit_event where action = 'export.made'");
  expect(event).toMatchObject({
    actor_id: "reader",
    session_id: reader.session.id,
    target_kind: "list",
    target_id: "accounts",
    details: { format: "csv", filters: ["q=shop", "sort=people"] },
  });
});
