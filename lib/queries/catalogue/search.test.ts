import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ADMINISTRATORS, AUDITORS, type Stage, setStage } from "#lib/auth/testing/stage.ts";
import type { FoundKind } from "#lib/core/catalogue/found.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { MOST_FOUND, searchFor } from "./search.ts";
import { signedIn } from "./viewers.fixture.ts";

type Entry = readonly [kind: FoundKind, id: string, title: string, detail: string, words?: string];

const entries: readonly Entry[] = [
  [
    "account",
    "402917730156",
    "payments-prod",
    "402917730156, Workloads",
    "payments-prod 402917730156 aws+pay@halden.example owner priya workloads production",
  ],
  [
    "account",
    "118520946637",
    "payments-staging",
    "118520946637",
    "payments-staging 118520946637 aws+stage@halden.example workloads non-production",
  ],
  [
    "account",
    "220000000001",
    "ledger-prod",
    "220000000001",
    "ledger-prod 220000000001 aws+ledger@halden.example owner team-payments cost-centre 100_200 workloads",
  ],
  ["account", "220000000002", "100% virtual_lab", "220000000002", "100% virtual_lab 220000000002 sandbox"],
  ["account", "220000000003", "東京-prod", "220000000003", "東京-prod 220000000003 asia"],
  [
    "permission-set",
    "ps-1",
    "PaymentsOperator",
    "Run the payments",
    "paymentsoperator ps-1 run the payments",
  ],
  ["permission-set", "ps-2", "ReadOnlyAccess", "Look", "readonlyaccess ps-2 look"],
  ["group", "g-1", "payments-engineers", "", "payments-engineers g-1"],
  ["group", "g-2", "all-payments", "", "all-payments g-2"],
  [
    "person",
    "p-1",
    "Marit Solberg",
    "marit.solberg@halden.example",
    "marit solberg marit.solberg@halden.example p-1",
  ],
  [
    "person",
    "p-2",
    "Marit Solheim",
    "marit.solheim@halden.example",
    "marit solheim marit.solheim@halden.example p-2",
  ],
  ["person", "p-3", "Åse Ødegård", "ase@halden.example", "åse ødegård ase odegard ase@halden.example p-3"],
  ["person", "p-4", "Jonas Weidmann", "jonas@halden.example", "jonas weidmann jonas@halden.example p-4"],
  ["person", "p-5", "Paula Ngata", "paula@halden.example", "paula ngata paula@halden.example p-5"],
  ["unit", "ou-1", "Payments", "Workloads / Production", "payments ou-1"],
  ["unit", "ou-6", "Team 6", "Workloads", "team 6 ou-6"],
  ["unit", "ou-2", "Production", "Workloads", "production ou-2"],
];

let stage: Stage;
const viewers: { administrator?: Viewer; auditor?: Viewer; member?: Viewer } = {};

beforeAll(async () => {
  stage = await setStage("https://login.test");
  for (const [kind, id, title, detail, words = title.toLowerCase()] of entries) {
    await stage.sql(
      "insert into search_entry (kind, id, title, detail, words) values ($1::search_kind, $2, $3, $4, $5)",
      [kind, id, title, detail, words],
    );
  }
  for (const id of ["ada", "abe", "mia"]) await stage.addPerson({ id });
  await stage.sql("insert into membership (group_id, person_id) values ($1, 'ada'), ($2, 'abe')", [
    ADMINISTRATORS,
    AUDITORS,
  ]);
  const sql = async (text: string, values?: unknown[]) => await stage.sql(text, values);
  viewers.administrator = await signedIn(sql, "ada");
  viewers.auditor = await signedIn(sql, "abe");
  viewers.member = await signedIn(sql, "mia");
});
afterAll(async () => {
  await stage.end();
});

async function titles(text: string, viewer = viewers.administrator): Promise<string[]> {
  if (!viewer) throw new Error("Nobody is signed in.");
  return (await searchFor(viewer, text)).map(({ title }) => title);
}

describe("what is found first", () => {
  test.each([
    ["an id", "402917730156", "payments-prod"],
    ["an id as AWS's console writes it", "4029-1773-0156", "payments-prod"],
    ["the beginning of an id", "40291", "payments-prod"],
    ["a permission set's id", "ps-2", "ReadOnlyAccess"],
    ["a whole title, before those that begin with it", "payments", "Payments"],
    ["the beginning of a title", "ledg", "ledger-prod"],
    ["capitals where there are none", "LEDGER-PROD", "ledger-prod"],
    ["a word inside a title", "engineers", "payments-engineers"],
    ["a word that a capital begins", "operator", "PaymentsOperator"],
    ["a part of a word", "onlyacc", "ReadOnlyAccess"],
    ["several words in any order", "solheim marit", "Marit Solheim"],
    ["several words, each a part", "pay oper", "PaymentsOperator"],
    ["words of the title and of what belongs to it", "prod priya", "payments-prod"],
    ["a mail address", "aws+ledger@halden.example", "ledger-prod"],
    ["a tag", "team-payments", "ledger-prod"],
    ["a unit", "asia", "東京-prod"],
    ["two letters", "le", "ledger-prod"],
    ["a letter left out", "paymets-prod", "payments-prod"],
    ["two letters changed about", "marit solbreg", "Marit Solberg"],
    ["a letter too many", "weidmannn", "Jonas Weidmann"],
    ["a misspelt word with a number beside it", "tema 6", "Team 6"],
    ["a short word misspelt", "jnoas", "Jonas Weidmann"],
    ["letters with accents", "ødegård", "Åse Ødegård"],
    ["capitals with accents", "ÅSE", "Åse Ødegård"],
    ["no accents where there are some", "odegard", "Åse Ødegård"],
    ["accents where there are none", "sölberg", "Marit Solberg"],
    ["another script", "東京", "東京-prod"],
    ["accents written apart", "A\u030ase", "Åse Ødegård"],
    ["a percent sign", "100%", "100% virtual_lab"],
    ["an underscore", "virtual_", "100% virtual_lab"],
    ["spaces around and between", "  marit   solberg ", "Marit Solberg"],
  ])("%s", async (_, text, first) => {
    expect((await titles(text))[0]).toBe(first);
  });
});

describe("the order", () => {
  test("is equal, begins, word begins, contains, and then what only belongs to it", async () => {
    expect(await titles("payments")).toEqual([
      "Payments",
      "payments-prod",
      "payments-staging",
      "PaymentsOperator",
      "payments-engineers",
      "all-payments",
      "ledger-prod",
    ]);
  });

  test("keeps a place for every kind when one of them has very many", async () => {
    await stage.sql(
      `insert into search_entry select 'account', 'many-' || n, 'payments-' || n, '', 'payments-' || n from generate_series(1, 500) n`,
    );
    const found = await titles("payments");
    expect(found).toHaveLength(MOST_FOUND);
    expect(found).toContain("payments-engineers");
    expect(found).toContain("all-payments");
    await stage.sql("delete from search_entry where id like 'many-%'");
  });
});

describe("nothing is found", () => {
  test.each([
    ["by an empty text", ""],
    ["by spaces", "   "],
    ["by a control character", "pay\u0000ments"],
    ["by more than 200 characters", "payments ".repeat(23)],
    ["by a wildcard", "p%d"],
    ["by another wildcard", "____"],
    ["by a backslash", "\\"],
    ["by half a pair of surrogates", "\ud800"],
    ["by quotes", "'; drop table search_entry; --"],
    ["by one letter inside a word", "b"],
    ["by what is like nothing", "zzzzqqqq"],
  ])("%s", async (_, text) => {
    expect(await titles(text)).toEqual([]);
  });

  test("by those who may not read everything", async () => {
    expect(await titles("payments", viewers.member)).toEqual([]);
    expect(await titles("payments", viewers.auditor)).toEqual(await titles("payments"));
  });
});

test("a search leaves the connection as it was", async () => {
  await titles("marit solbreg");
  const settings = await Promise.all(
    Array.from(
      { length: 12 },
      () =>
        db().$queryRaw<{ setting: string | null }[]>`
        select current_setting('pg_trgm.word_similarity_threshold', true) as setting, pg_sleep(0.01)::text`,
    ),
  );
  expect(new Set(settings.flat().map(({ setting }) => setting ?? "0.6"))).toEqual(new Set(["0.6"]));
});
