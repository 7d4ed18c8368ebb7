import { expect, test } from "vitest";
import type { Export, ExportRow } from "./export.ts";
import { exportFileName, readExportName } from "./export-name.ts";
import { writeExport } from "./write-export.ts";

const moment = {
  madeAt: new Date("2026-11-24T13:32:00Z"),
  zone: "Europe/Oslo",
  readAt: new Date("2026-11-24T13:30:00Z"),
};

function exportOf(rows: readonly ExportRow[]): Export {
  async function* given() {
    yield* rows;
  }
  return { list: "accounts", filters: { q: "prod" }, columns: ["id", "name", "people"], rows: given() };
}

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

const rows = [
  { id: "012345678901", name: "Zürich, prod", people: 3, hidden: "stays" },
  { id: "112345678901", name: '=cmd|"/c"', people: 0, hidden: "stays" },
] as const;

test("CSV begins with a byte order mark and the columns, and has a row for each row", async () => {
  expect(await textOf(writeExport(exportOf(rows), "csv", moment))).toBe(
    '\u{feff}id,name,people\r\n012345678901,"Zürich, prod",3\r\n112345678901,"\'=cmd|""/c""",0\r\n',
  );
});

test("JSON says what it is, and holds the rows as they are", async () => {
  expect(JSON.parse(await textOf(writeExport(exportOf(rows), "json", moment)))).toEqual({
    list: "accounts",
    filters: { q: "prod" },
    madeAt: "2026-11-24T13:32:00.000Z",
    zone: "Europe/Oslo",
    readFromAwsAt: "2026-11-24T13:30:00.000Z",
    columns: ["id", "name", "people"],
    rows: rows.map(({ hidden: _hidden, ...row }) => row),
    count: 2,
  });
});

test("an export without rows is whole all the same", async () => {
  const text = await textOf(writeExport(exportOf([]), "json", { ...moment, readAt: null }));
  expect(JSON.parse(text)).toMatchObject({ rows: [], count: 0, readFromAwsAt: null });
});

test("leaves piece by piece, and reads no row before it is asked for", async () => {
  let read = 0;
  async function* endless() {
    for (;;) {
      read += 1;
      yield { id: "1".repeat(100), name: "a", people: 1 };
    }
  }
  const pieces = writeExport({ ...exportOf([]), rows: endless() }, "csv", moment);
  expect(read).toBe(0);
  await pieces.next();
  const first = read;
  expect(first).toBeLessThan(1_000);
  await pieces.next();
  expect(read).toBeLessThan(2 * first + 10);
  await pieces.return(undefined);
});

test.each([
  ["accounts.csv", { list: "accounts", format: "csv" }],
  ["permission-sets.json", { list: "permission-sets", format: "json" }],
  ["accounts", null],
  ["accounts.xlsx", null],
  [".csv", null],
])("the address %s is read", (file, expected) => {
  expect(readExportName(file)).toEqual(expected);
});

test("a file is called by its list and its moment", () => {
  expect(exportFileName("accounts", "csv", moment.madeAt)).toBe("gatehouse-accounts-2026-11-24T1332Z.csv");
});
