import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { roomViolations } from "./rooms.ts";

test("every file imports only what its room may", () => {
  expect(roomViolations(join(import.meta.dirname, ".."))).toEqual([]);
});

describe("the rule names a planted violation", () => {
  let house: string;
  beforeEach(() => {
    house = mkdtempSync(join(tmpdir(), "gatehouse-rooms-"));
  });
  afterEach(() => rmSync(house, { recursive: true, force: true }));

  function write(file: string, text: string): void {
    mkdirSync(join(house, dirname(file)), { recursive: true });
    writeFileSync(join(house, file), text);
  }

  test.each([
    ["lib/core/grant.ts", 'import { db } from "#lib/db/client.ts";', "lib/core may not import lib/db"],
    ["lib/core/grant.ts", 'import type { Db } from "../db/client.ts";', "lib/core may not import lib/db"],
    [
      "lib/db/client.ts",
      'export { go } from "#lib/operations/go.ts";',
      "lib/db may not import lib/operations",
    ],
    ["app/page.tsx", 'import { db } from "#lib/db/client.ts";', "app may not import lib/db"],
    [
      "components/ui/button.tsx",
      'import {\n  load,\n} from "#lib/queries/load.ts";',
      "components may not import lib/queries",
    ],
    ["worker/main.ts", 'const { start } = await import("#demo/start.ts");', "nothing of the product may"],
    [
      "lib/operations/go.ts",
      'import { test } from "../../e2e/fixtures/test.ts";',
      "nothing of the product may",
    ],
    [
      "lib/operations/go.ts",
      'import { SSOAdminClient } from "@aws-sdk/client-sso-admin";',
      "only lib/aws may",
    ],
    ["app/page.tsx", 'import "server-only";', "only lib/auth may"],
    ["lib/queries/load.ts", 'import pg from "pg";', "only lib/db may"],
    [
      "app/api/mail/route.ts",
      'import { send } from "#lib/mail/transport.ts";',
      "app may not import lib/mail",
    ],
  ])("%s: %s", (file, text, reason) => {
    write(file, `${text}\n`);
    const [found = "", ...more] = roomViolations(house);
    expect(found).toContain(file);
    expect(found).toContain(reason);
    expect(more).toEqual([]);
  });

  test("a cycle, in the demo too", () => {
    write("demo/a.ts", 'import { b } from "./b.ts";\n');
    write("demo/b.ts", 'import { a } from "#demo/a.ts";\n');
    expect(roomViolations(house)).toEqual(["a cycle: demo/a.ts → demo/b.ts → demo/a.ts"]);
  });

  test("and leaves alone what is allowed", () => {
    write(
      "app/page.tsx",
      'import { Button } from "#components/ui/button.tsx";\nimport { go } from "#lib/operations/go.ts";\n',
    );
    write("lib/operations/go.ts", 'import { db } from "#lib/db/client.ts";\nimport { z } from "zod";\n');
    write(
      "lib/operations/go.test.ts",
      'import { createTestDatabase } from "#demo/postgres/testing/x.ts";\nimport pg from "pg";\n',
    );
    write(
      "lib/core/grant.ts",
      '// import { db } from "#lib/db/client.ts";\nexport const text = "from the start";\n',
    );
    expect(roomViolations(house)).toEqual([]);
  });
});
