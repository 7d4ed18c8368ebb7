import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse, stringify } from "yaml";
import { z } from "zod";
import { parseRulesFile, type RuleInFile } from "#lib/core/rules/rules-file.ts";
import { readNow } from "#lib/db/now.ts";
import { Stage } from "../testing/stage.ts";
import { exportRules } from "./export-rules.ts";
import { loadRules } from "./load-rules.ts";
import { planRules } from "./plan-rules.ts";
import { UnknownNames } from "./rules-to-put.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage.strike());

const host = { kind: "host", user: "test" } as const;

function rulesIn(text: string): RuleInFile[] {
  const parsed = parseRulesFile(parse(text));
  if (!("rules" in parsed)) throw new Error(parsed.problems.join("\n"));
  return parsed.rules;
}

const seed = readFileSync("demo/seed/rules.yaml", "utf8");
const plan = (text: string) => stage.as("web", () => planRules(rulesIn(text)));
const apply = (text: string) =>
  stage.as("migrator", async () => loadRules({ actor: host, now: await readNow() }, rulesIn(text)));

/** Everything that a rule can say. */
const everything = `rules:
  - name: Everything
    description: All that a rule can say.
    priority: 7
    who: { everyone: true, except: { groups: [interns], people: [leo.marchetti] } }
    permissionSets: { names: [PaymentsOperator, "*ReadOnly"], tags: { team: payments }, except: { names: [DatabaseAdmin] } }
    where:
      { accounts: [payments-prod], organisationalUnits: [Workloads/Prod], tags: { stage: prod }, except: { accounts: [fraud-prod] } }
    limits:
      { max: 4h, suggested: 30m, ahead: 7d, atOnce: 2, extendTo: 8h, hours: { zone: Europe/Oslo, days: [mon, tue], from: "08:00", to: "16:00" } }
    asks: { reasonMinLength: 20, tickets: [INC-#], templates: ["Incident …: restore …"] }
    agree:
      - { ownerTag: owner, quorum: 1, fallback: { after: 30m, groups: [platform-leads] } }
      - { groups: [security-leads, platform-leads], people: [marit.solheim], quorum: 2 }
    deadline: 2h
`;

describe("rules as code", () => {
  test("what is exported and applied again changes nothing", async () => {
    const exported = await stage.as("web", async () => stringify(await exportRules()));
    expect(rulesIn(exported)).toHaveLength(rulesIn(seed).length);
    expect(await apply(exported)).toEqual({ changed: 0, disabled: 0 });
  });

  test("nothing that a rule can say is lost on the way out and in", async () => {
    await apply(everything);
    const exported = await stage.as("web", async () => stringify(await exportRules()));
    const written = z.object({ rules: z.array(z.looseObject({})) }).parse(parse(everything));
    expect(parse(exported)).toEqual({
      rules: [
        {
          ...written.rules[0],
          agree: [
            { ownerTag: "owner", fallback: { after: "30m", groups: ["platform-leads"] } },
            { groups: ["security-leads", "platform-leads"], people: ["marit.solheim"], quorum: 2 },
          ],
        },
      ],
    });
    expect(await apply(exported)).toEqual({ changed: 0, disabled: 0 });
    await apply(seed);
  });

  test("the schema that is published is the one that is read by", async () => {
    const { rulesSchema } = await import("#lib/core/rules/rules-file.ts");
    expect(JSON.parse(readFileSync("docs/rules.schema.json", "utf8"))).toEqual(rulesSchema());
  });

  test.each([
    ["a key that there is none of", "limits: { max: 4h, min: 1h }", /limits/],
    ["a length that is none", "limits: { max: 4 hours }", /limits.max/],
    ["a length of more than a week", "limits: { max: 8d }", /between 15m and 7d/],
    ["a suggestion beyond the longest", "limits: { max: 1h, suggested: 2h }", /suggested/],
    [
      "a zone that is none",
      "limits: { max: 1h, hours: { zone: Oslo, days: [mon], from: '08:00', to: '16:00' } }",
      /zone/,
    ],
  ])("%s is refused, and its place is told", (_, limits, problem) => {
    const parsed = parseRulesFile(
      parse(`rules:
  - name: Wrong
    who: { everyone: true }
    permissionSets: { names: [PaymentsOperator] }
    where: { all: true }
    ${limits}
    agree: automatic`),
    );
    expect("problems" in parsed ? parsed.problems.join() : "").toMatch(problem);
  });
});

describe("a plan", () => {
  test("of the rules as they are says that nothing changes", async () => {
    expect(await plan(seed)).toMatchObject({
      rules: [],
      gained: { triples: 0 },
      lost: { triples: 0 },
      isWidening: false,
    });
  });

  test("ELG-02 ELG-03 says who gains what, and what becomes easier", async () => {
    const wider = seed
      .replace(
        "where: { accounts: [payments-prod, ledger-prod, payouts-prod, fraud-prod] }\n    limits: { max: 4h, extendTo: 6h }",
        "where: { accounts: [payments-prod, ledger-prod, payouts-prod, fraud-prod, data-lake-prod] }\n    limits: { max: 8h, extendTo: 8h }",
      )
      .replace("- name: Warehouse robots", "- name: Warehouse robots of old");
    const planned = await plan(wider);
    expect(planned.rules.map(({ name, change }) => `${change} ${name}`)).toEqual([
      "changed Payments on call",
      "new Warehouse robots of old",
      "switched off Warehouse robots",
    ]);
    expect(planned.rules[0]).toMatchObject({
      differs: ["which accounts", "the limits"],
      easier: ["up to 8 h instead of 4 h", "extended to 8 h"],
    });
    expect(planned.isWidening).toBe(true);
    // Payments engineers who are enabled, each for two sets in one account more.
    expect(planned.gained).toMatchObject({ sets: 2, accounts: 1, triples: 2 * planned.gained.people });
    const where = stage.accountId("data-lake-prod");
    expect(planned.gained.examples.every(({ accountId }) => accountId === where)).toBe(true);
    expect(planned.lost.triples).toBe(0);
  });

  test("counts the undecided requests that would not stand, and those that nobody could decide", async () => {
    const asked = await stage.ask("leo", "payments-prod");
    if (!asked.ok) throw new Error(asked.refusal.code);
    const narrower = seed.replace(
      "accounts: [payments-prod, ledger-prod, payouts-prod",
      "accounts: [ledger-prod, payouts-prod",
    );
    expect((await plan(narrower)).requests).toEqual({ fallen: 1, stranded: 0 });
    const orphaned = seed.replace(
      "limits: { max: 4h, extendTo: 6h }\n    agree: [{ groups: [payments-leads] }]",
      "limits: { max: 4h }\n    agree: [{ groups: [retired-warehouse-team] }]",
    );
    const planned = await plan(orphaned);
    expect(planned.requests).toEqual({ fallen: 0, stranded: 1 });
    expect(planned.rules[0]?.deadEnds.map(({ title }) => title)).toContain("Too few can agree.");
  });

  test("names what the catalogue does not know", async () => {
    await expect(plan(seed.replace("[payments-leads]", "[payment-leads]"))).rejects.toThrow(UnknownNames);
  });
});
