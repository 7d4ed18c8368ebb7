import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { everyToldType } from "./core/hooks/told-types.ts";
import { BadHooks, fingerprintOf, readHooks, wants } from "./read-hooks.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "gatehouse-hooks-"));
  writeFileSync(join(folder, "old-secret"), `${"o".repeat(40)}\n`);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const environment = {
  SIEM_SECRET: "s".repeat(40),
  CHAT_URL: "https://hooks.chat.test/services/T0/B0/a-token",
  SHORT: "short",
  EMPTY: "",
};

function read(text: string, isDemo = false) {
  const file = join(folder, "hooks.yaml");
  writeFileSync(file, text);
  return readHooks(file, { environment, isDemo });
}

function problems(text: string, isDemo = false): readonly string[] {
  try {
    read(text, isDemo);
  } catch (error) {
    if (error instanceof BadHooks) return error.problems;
    throw error;
  }
  return [];
}

const siem = (rest: string) => `hooks: [{ name: siem, shape: events, ${rest} }]`;
const fine = "url: https://siem.test/in, secrets: [{ env: SIEM_SECRET }]";

test("hooks are read with what the file points at, from YAML", () => {
  const hooks = read(`
hooks:
  - name: siem
    url: https://siem.test/in
    shape: events
    secrets: [{ env: SIEM_SECRET }, { file: ${join(folder, "old-secret")} }]
  - name: on-call
    url: { env: CHAT_URL }
    shape: slack
    events: [request.asked, grant.removal-stuck]`);
  expect(hooks).toEqual([
    {
      name: "siem",
      url: "https://siem.test/in",
      shape: "events",
      events: everyToldType,
      secrets: ["s".repeat(40), "o".repeat(40)],
    },
    {
      name: "on-call",
      url: environment.CHAT_URL,
      shape: "slack",
      events: ["request.asked", "grant.removal-stuck"],
      secrets: [],
    },
  ]);
  const [first, second] = hooks;
  if (!first || !second) throw new Error("There are no hooks.");
  expect([wants(first, "grant.active"), wants(second, "grant.active")]).toEqual([true, false]);
});

test("and from JSON", () => {
  expect(
    read(JSON.stringify({ hooks: [{ name: "chat", shape: "teams", url: "https://chat.test/x" }] })),
  ).toEqual([
    { name: "chat", shape: "teams", url: "https://chat.test/x", events: everyToldType, secrets: [] },
  ]);
});

test("nothing is wrong with none", () => {
  expect(read("hooks: []")).toEqual([]);
});

describe("a file that cannot be used is refused with what is wrong", () => {
  test.each<[string, string, string]>([
    ["no YAML", "hooks: [", "cannot be read as YAML or JSON"],
    ["something else", "rules: []", "hooks"],
    ["an unknown field", siem(`${fine}, retries: 3`), "retries"],
    [
      "WEB-11 an address that is not encrypted",
      siem(`url: "http://siem.test", secrets: [{ env: SIEM_SECRET }]`),
      "siem: the address must be https",
    ],
    [
      "a loopback address outside the demo",
      siem(`url: "http://127.0.0.1:1", secrets: [{ env: SIEM_SECRET }]`),
      "siem: the address must be https",
    ],
    [
      "another protocol",
      siem(`url: "file:///etc/passwd", secrets: [{ env: SIEM_SECRET }]`),
      "siem: the address must be https",
    ],
    [
      "a password in an address",
      siem(`url: "https://a:b@siem.test", secrets: [{ env: SIEM_SECRET }]`),
      "must hold no name and no password",
    ],
    ["what is no address", siem(`url: siem, secrets: [{ env: SIEM_SECRET }]`), "siem: the address is no URL"],
    [
      "SEC-01 a secret that stands in the file",
      siem(`url: https://siem.test, secrets: [${"s".repeat(40)}]`),
      "hooks.0.secrets.0",
    ],
    ["events without a secret", siem("url: https://siem.test"), "siem: needs a secret"],
    [
      "a secret that can be guessed",
      siem("url: https://siem.test, secrets: [{ env: SHORT }]"),
      "siem: a secret must be at least 32 characters",
    ],
    [
      "a variable that is not set",
      siem("url: https://siem.test, secrets: [{ env: NOWHERE }]"),
      "siem: the variable NOWHERE is not set",
    ],
    [
      "a variable that is empty",
      siem("url: https://siem.test, secrets: [{ env: EMPTY }]"),
      "siem: the variable EMPTY is not set",
    ],
    [
      "a secret's file that is not there",
      siem("url: https://siem.test, secrets: [{ file: /nowhere/at-all }]"),
      "siem: /nowhere/at-all cannot be read",
    ],
    [
      "three secrets",
      siem(
        "url: https://siem.test, secrets: [{ env: SIEM_SECRET }, { env: SIEM_SECRET }, { env: SIEM_SECRET }]",
      ),
      "takes two at most",
    ],
    ["an event that there is not", siem(`${fine}, events: [request.forgotten]`), "hooks.0.events"],
    ["no event at all", siem(`${fine}, events: []`), "hooks.0.events"],
    ["another shape", "hooks: [{ name: x, shape: irc, url: https://irc.test }]", "hooks.0.shape"],
    [
      "a name with a space",
      `hooks: [{ name: "a b", shape: slack, url: "https://chat.test" }]`,
      "must be lower-case letters",
    ],
    [
      "a name twice",
      `hooks: [{ name: a, shape: slack, url: "https://chat.test" }, { name: a, shape: teams, url: "https://chat.test" }]`,
      "a: there is another hook of this name",
    ],
    [
      "very many",
      JSON.stringify({
        hooks: Array.from({ length: 21 }, (_, each) => ({
          name: `h${each}`,
          shape: "slack",
          url: "https://chat.test",
        })),
      }),
      "hooks",
    ],
  ])("%s", (_, text, sentence) => {
    const said = problems(text);
    expect(said.length).toBeGreaterThan(0);
    expect(said.join("\n")).toContain(sentence);
  });

  test("SEC-01 and no sentence repeats an address or a secret", () => {
    for (const text of [
      `hooks: [{ name: x, url: https://chat.test/a-token`,
      `hooks: [{ name: x, shape: irc, url: "https://chat.test/a-token" }]`,
      `hooks: [{ name: x, shape: slack, url: "http://chat.test/a-token" }]`,
      siem(`url: "https://siem.test/a-token", secrets: ["${"s".repeat(40)}"]`),
    ]) {
      expect(problems(text).join("\n")).toMatch(/./);
      expect(problems(text).join("\n")).not.toMatch(/a-token|s{40}/);
    }
  });

  test("a file that is not there", () => {
    expect(() => readHooks(join(folder, "nowhere"), { environment, isDemo: false })).toThrow(BadHooks);
  });
});

test("the demo may post to this machine", () => {
  expect(problems(siem(`url: "http://127.0.0.1:3002/x", secrets: [{ env: SIEM_SECRET }]`), true)).toEqual([]);
  expect(problems(siem(`url: "http://siem.test", secrets: [{ env: SIEM_SECRET }]`), true)).toEqual([
    "siem: the address must be https",
  ]);
});

test("a fingerprint is another for every change of a hook, and tells nothing of it", () => {
  const hook = {
    name: "siem",
    url: "https://siem.test/in",
    shape: "events",
    events: ["request.asked"],
    secrets: ["s".repeat(40)],
  } as const;
  const all = [
    hook,
    { ...hook, url: "https://siem.test/other" },
    { ...hook, shape: "slack" as const },
    { ...hook, events: ["request.denied"] as const },
    { ...hook, secrets: ["t".repeat(40)] },
    { ...hook, secrets: ["s".repeat(40), "t".repeat(40)] },
  ].map(fingerprintOf);
  expect(new Set(all).size).toBe(all.length);
  expect(fingerprintOf({ ...hook })).toBe(all[0]);
  for (const one of all) expect(one).toMatch(/^[0-9a-f]{64}$/);
});
