import { expect, test } from "vitest";
import { csvCell } from "./csv-cell.ts";

test.each([
  ["=1+1", "'=1+1"],
  ["+49 30 1", "'+49 30 1"],
  ["-2", "'-2"],
  ["@SUM(A1)", "'@SUM(A1)"],
  ["\tname", "'\tname"],
  ["\rname", '"\'\rname"'],
  ["\n=1", '"\'\n=1"'],
  [" =1", "' =1"],
  ["\u{feff}=1", "'\u{feff}=1"],
  ["\u{a0}@x", "'\u{a0}@x"],
  ["＝1", "'＝1"],
  ['=HYPERLINK("http://x","y")', '"\'=HYPERLINK(""http://x"",""y"")"'],
])("INJ-04: %j is not a formula in a spreadsheet", (cell, written) => {
  expect(csvCell(cell)).toBe(written);
});

test.each([
  ["text as it is", "payments-prod", "payments-prod"],
  ["what only contains a sign", "a=b", "a=b"],
  ["a comma", "Data, shared", '"Data, shared"'],
  ["a quote", 'the "old" one', '"the ""old"" one"'],
  ["a line break", "one\ntwo", '"one\ntwo"'],
  ["a number, a negative one too", -2, "-2"],
  ["a yes", true, "true"],
  ["nothing", null, ""],
  ["a moment in UTC", new Date("2026-11-24T13:32:00Z"), "2026-11-24T13:32:00.000Z"],
])("a cell holds %s", (_, cell, written) => {
  expect(csvCell(cell)).toBe(written);
});
