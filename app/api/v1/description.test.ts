import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { webEnvironment } from "#demo/environment.ts";
import { halden } from "#demo/halden.ts";
import { calls, methodsAt } from "#lib/core/api/calls.ts";
import { openApi } from "#lib/core/api/openapi.ts";
import { addresses } from "./testing/program.ts";

const ports = { web: 4303, identity: 0, inbox: 0, simulator: 0, smtp: 0, postgres: 0 };
const secrets = {
  owner: "test",
  migrator: "test",
  web: "test",
  worker: "test",
  oidcClient: "test",
  signIn: "s".repeat(32),
};

const operation = z.object({
  operationId: z.string(),
  description: z.string().optional(),
  security: z.array(z.unknown()).optional(),
  parameters: z.array(z.object({ name: z.string(), in: z.string() })),
  requestBody: z.unknown().optional(),
  responses: z.record(z.string(), z.unknown()),
});
const shape = z.object({
  openapi: z.literal("3.1.0"),
  components: z.object({ schemas: z.record(z.string(), z.unknown()) }),
  paths: z.record(z.string(), z.record(z.string(), operation)),
});

const document = shape.parse(openApi("https://gatehouse.halden.test"));
const described = Object.entries(document.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, told]) => ({ at: `${method} ${path}`, path, method, told })),
);

describe("the description", () => {
  let routed: string[];
  beforeAll(async () => {
    Object.assign(process.env, webEnvironment({ ports, secrets, organisation: halden() }), {
      // Nobody answers there: nothing is asked of it before a call is known to be one.
      DATABASE_URL: "postgres://nobody@127.0.0.1:1/nothing",
    });
    routed = [];
    for (const [path, route] of await addresses()) {
      for (const method of ["GET", "POST"] as const) {
        const answer = await route[method](
          new Request(`http://127.0.0.1/api/v1${path}`, { method, headers: { accept: "none" } }),
          {
            params: Promise.resolve(undefined),
          },
        );
        if (answer.status !== 405) routed.push(`${method.toLowerCase()} ${path}`);
      }
    }
  });

  test("holds every call of every route, and no other", () => {
    expect(described.map(({ at }) => at).toSorted()).toEqual(routed.toSorted());
  });

  test("knows the methods of each address, as the refusal of another names them", () => {
    for (const { path, method } of described) {
      const address = path.replace("{id}", crypto.randomUUID());
      expect(methodsAt(address)).toContain(method.toUpperCase());
      expect(methodsAt(`/elsewhere${address}`)).toEqual([]);
    }
    expect(methodsAt("/requests")).toEqual(["GET", "HEAD", "POST"]);
  });

  test("names each once, and what its parameters are", () => {
    const ids = described.map(({ told }) => told.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, told } of described)
      expect(told.parameters.some((parameter) => parameter.in === "path")).toBe(path.includes("{id}"));
  });

  test("says what each call needs of the token and of its person", () => {
    for (const [name, { path, method, scope, right }] of Object.entries(calls)) {
      const told = document.paths[path]?.[method];
      if (scope === null) expect([name, told?.description]).toEqual([name, undefined]);
      else expect(told?.description).toContain(`\`${scope}\``);
      expect(told?.description?.includes("administrator") ?? false).toBe(right !== "anybody");
    }
  });

  test("refers to nothing that it does not hold, and holds nothing that nobody refers to", () => {
    const text = JSON.stringify(document.paths);
    const referred = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map(([, name = ""]) => name);
    expect([...new Set(referred)].toSorted((a, b) => a.localeCompare(b))).toEqual(
      Object.keys(document.components.schemas).toSorted((a, b) => a.localeCompare(b)),
    );
  });

  test("needs a token for everything but itself", () => {
    expect(described.filter(({ told }) => told.security?.length === 0).map(({ at }) => at)).toEqual([
      "get /openapi.json",
    ]);
  });

  test.each(Object.values(calls).map(({ method, path }) => [method, path] as const))(
    "and the guide shows how to %s %s",
    (method, path) => {
      const guide = readFileSync("docs/api.md", "utf8");
      const address = path.replace("{id}", "[A-Z]+");
      const lines = guide
        .replaceAll("\\\n", " ")
        .split("\n")
        .filter((line) => new RegExp(String.raw`^curl .*\$GATEHOUSE${address}("|\?| |$)`).test(line));
      const isPost = (line: string) => / -X POST| -d /.test(line);
      expect(lines.filter((line) => isPost(line) === (method === "post"))).not.toEqual([]);
    },
  );
});
