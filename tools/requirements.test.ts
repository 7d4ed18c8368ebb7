import { expect, test } from "vitest";
import { declaredRequirements, requirementProblems, shownRequirements } from "./requirements.ts";

test("an id is shown by a title, not by a comment", () => {
  const shown = shownRequirements([
    { path: "a.test.ts", text: 'test("EML-01 APR-02: a link", () => {});\n// RAC-03 is elsewhere' },
    { path: "b.test.ts", text: "test(`EML-01 again`, () => {});" },
  ]);
  expect([...shown]).toEqual([
    ["EML-01", ["a.test.ts", "b.test.ts"]],
    ["APR-02", ["a.test.ts"]],
  ]);
});

test("the document declares by the first column of its tables", () => {
  expect(declaredRequirements("| EML-04, EML-09 | A link dies. |\n| what | SES-01 |\nWEB-01")).toEqual([
    "EML-04",
    "EML-09",
  ]);
});

const done = ["EML-01", "EML-02"];
test.each<[string, readonly string[], readonly string[], readonly string[]]>([
  ["nothing", ["EML-01", "EML-02", "AUD-01"], ["AUD-01"], []],
  ["what the document says and no test shows", done, ["AUD-01"], ["AUD-01"]],
  ["what is missing of an area that is done", ["EML-01"], [], ["EML-02"]],
])("finds fault with %s", (_, shown, declared, ids) => {
  const problems = requirementProblems(new Set(shown), declared, done);
  expect(problems.flatMap((problem) => problem.match(/[A-Z]{3}-\d{2}/g))).toEqual(ids);
});
