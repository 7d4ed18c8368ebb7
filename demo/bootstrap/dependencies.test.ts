import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { areInstalled, rememberInstalled } from "./dependencies.mjs";
import { explainFailure } from "./install.mjs";

const otherSystem = process.platform === "linux" ? "darwin" : "linux";
const zod = { version: "4.6.7" };
const vitest = { version: "5.1.0", dev: true };
const forHere = { version: "1.0.0", optional: true, os: [process.platform], cpu: [process.arch] };
const forElsewhere = { version: "1.0.0", optional: true, os: [otherSystem] };
const locked = {
  "": {},
  "node_modules/zod": zod,
  "node_modules/vitest": vitest,
  "node_modules/here": forHere,
  "node_modules/there": forElsewhere,
};

let checkout: string;

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), "gatehouse-bootstrap-"));
  mkdirSync(join(checkout, "node_modules"));
  write("package-lock.json", locked);
});
afterEach(() => rmSync(checkout, { recursive: true, force: true }));

function write(file: string, packages: object): void {
  writeFileSync(join(checkout, file), JSON.stringify({ packages }));
}

describe("the dependencies are", () => {
  test.each([
    ["missing before anything was installed", undefined, false],
    [
      "there when npm's own record agrees",
      { "node_modules/zod": zod, "node_modules/vitest": vitest, "node_modules/here": forHere },
      true,
    ],
    [
      "stale when a version moved",
      {
        "node_modules/zod": { version: "4.6.6" },
        "node_modules/vitest": vitest,
        "node_modules/here": forHere,
      },
      false,
    ],
    [
      "missing without the development ones",
      { "node_modules/zod": zod, "node_modules/here": forHere },
      false,
    ],
    [
      "missing without this system's optional ones",
      { "node_modules/zod": zod, "node_modules/vitest": vitest },
      false,
    ],
  ])("%s", (_, installed, expected) => {
    if (installed) write("node_modules/.package-lock.json", installed);
    expect(areInstalled(checkout)).toBe(expected);
  });

  test("there once remembered, and stale when the lock has moved since", () => {
    rememberInstalled(checkout);
    expect(areInstalled(checkout)).toBe(true);
    write("package-lock.json", { ...locked, "node_modules/new": { version: "1.0.0" } });
    expect(areInstalled(checkout)).toBe(false);
  });
});

test.each([
  ["npm error code ENOSPC", /disk is full/],
  ["npm error code EACCES\nnpm error path /srv/node_modules", /may not write/],
  ["npm error code ENOTFOUND\nnpm error network request failed", /registry cannot be reached/],
  ["npm error something else", /could not be installed:\n\nnpm error something else/],
])("what npm complained of becomes a sentence: %s", (complaint, sentence) => {
  expect(explainFailure(complaint)).toMatch(sentence);
});
