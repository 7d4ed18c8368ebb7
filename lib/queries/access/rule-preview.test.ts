import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cast } from "#demo/seed/organisation/cast.ts";
import { ruleChangeJudgement } from "#lib/core/rules/rule-change.ts";
import { fieldsOfRule, type RuleFields, ruleOfFields } from "#lib/core/rules/rule-fields.ts";
import { readRuleYaml } from "#lib/core/rules/rules-yaml.ts";
import { writeRule } from "#lib/core/rules/write-rule.ts";
import { db } from "#lib/db/client.ts";
import { knownNames } from "#lib/db/known-names.ts";
import { loadDescribedRules } from "#lib/db/rules.ts";
import { answerRuleChanges } from "#lib/operations/rules/answer-rule-changes.ts";
import { proposeRule } from "#lib/operations/rules/propose-rule.ts";
import { administratorsGroupId } from "#lib/operations/testing/administrators.ts";
import { Stage, type Who } from "#lib/operations/testing/stage.ts";
import { newRule, rulesText, ruleToEdit } from "./rule-editing.ts";
import { previewRule } from "./rule-preview.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage.strike());

async function stored(name: string) {
  const rules = await stage.as("web", () => loadDescribedRules(db()));
  const found = rules.find((each) => each.name === name);
  if (!found) throw new Error(`There is no rule ${name}.`);
  return found;
}

/** A preview of a rule of the seed with some of its fields changed. */
async function tried(name: string, changes: RuleFields, who: Who = "marit") {
  const { id: ruleId, version: baseVersion } = await stored(name);
  const fields = await fieldsOf(name);
  return stage.person(who, ({ actor: { viewer } }) =>
    previewRule(viewer, { ruleId, baseVersion, written: ruleOfFields({ ...fields, ...changes }).written }),
  );
}

async function previewed(...of: Parameters<typeof tried>) {
  const found = await tried(...of);
  if (found === null || "problems" in found) throw new Error(JSON.stringify(found));
  return found;
}

async function fieldsOf(name: string): Promise<RuleFields> {
  const rule = await stored(name);
  return stage.as("web", async () => fieldsOfRule(writeRule(rule, await knownNames(db()))));
}

const counted = (sql: string) =>
  stage.as("owner", async () => {
    const [row] = await db().$queryRawUnsafe<{ count: number }[]>(sql);
    return row?.count;
  });

const onCall = "Payments on call";
const engineers = `select count(*)::int as count from membership m join person p on p.id = m.person_id and p.status = 'ENABLED'
  join identity_group g on g.id = m.group_id where g.display_name = 'payments-engineers'`;

test("a rule as it is says that nothing would change", async () => {
  expect((await previewed(onCall, {})).preview).toMatchObject({
    change: "nothing",
    differs: [],
    gained: { triples: 0 },
    lost: { triples: 0 },
    isWidening: false,
    changedMeanwhile: null,
  });
});

describe("ELG-02 the preview counts", () => {
  test("who gains what when an account is added, with some of them by name", async () => {
    const people = await counted(engineers);
    const accounts = "payments-prod\nledger-prod\npayouts-prod\nfraud-prod\ndata-lake-prod";
    const { preview } = await previewed(onCall, { "where.accounts": accounts });
    expect(preview).toMatchObject({
      change: "changed",
      differs: ["which accounts"],
      gained: { people, sets: 2, accounts: 1, triples: 2 * (people ?? 0) },
      lost: { triples: 0 },
      isWidening: true,
    });
    expect(preview.gained.examples).toHaveLength(20);
    const names = new Set(preview.gained.examples.map(({ personName }) => personName));
    expect(names.size).toBeGreaterThan(5);
    for (const { setName, accountName } of preview.gained.examples) {
      expect(["PaymentsOperator", "DatabaseReader"]).toContain(setName);
      expect(accountName).toBe("data-lake-prod");
    }
  });

  test("who loses what when an account is taken out, which needs nobody else", async () => {
    const people = await counted(engineers);
    const { preview } = await previewed(onCall, { "where.accounts": "payments-prod\nledger-prod" });
    expect(preview).toMatchObject({
      gained: { triples: 0, examples: [] },
      lost: { people, sets: 2, accounts: 2, triples: 4 * (people ?? 0) },
      isWidening: false,
    });
  });

  test("ELG-03 what becomes easier, though nobody gains a way to ask", async () => {
    const { preview } = await previewed(onCall, { "limits.max": "6h", agree: "automatic" });
    expect(preview).toMatchObject({ gained: { triples: 0 }, isWidening: true, stages: [] });
    expect(preview.easier).toEqual(
      expect.arrayContaining(["up to 6 h instead of 4 h", "nobody has to agree any more"]),
    );
  });

  test("undecided requests that would not stand, and those that nobody could decide", async () => {
    const asked = await stage.ask("leo", "payments-prod");
    expect(asked.ok).toBe(true);
    const narrower = await previewed(onCall, { "where.accounts": "ledger-prod" });
    expect(narrower.preview.requests).toEqual({ fallen: 1, stranded: 0 });
    const orphaned = await previewed(onCall, { "agree.0.groups": "retired-warehouse-team" });
    expect(orphaned.preview.requests).toEqual({ fallen: 0, stranded: 1 });
  });
});

describe("who could decide is told stage by stage", () => {
  test("with how many of them a letter reaches, and where it leads to nothing", async () => {
    const { userId, displayName } = cast.marit;
    const emails = (email: string | null) =>
      stage.as("owner", () => db().person.update({ where: { id: userId }, data: { email } }));
    await emails(null);
    const { preview } = await previewed("Administer production", {
      "agree.0.groups": "",
      "agree.0.people": "marit.solheim",
      "agree.0.fallback.people": "jonas.weidmann",
      "agree.1.groups": "retired-warehouse-team",
    });
    await emails(cast.marit.email);
    expect(preview.stages).toMatchObject([
      {
        place: 1,
        approvers: { able: 1, withMail: 0, names: [displayName] },
        fallback: { afterMinutes: 30, able: 1, withMail: 1 },
        owners: null,
      },
      { place: 2, approvers: { able: 0, withMail: 0, names: [] }, fallback: null },
    ]);
    expect(preview.deadEnds.map(({ title }) => title)).toEqual([
      "1 person who can agree at stage 1 has no mail address.",
      "Too few can agree at stage 2.",
      "No enabled person is in retired-warehouse-team.",
    ]);
  });

  test("with the accounts whose tag names an enabled owner, and those where nobody could", async () => {
    const owned = stage.accountId("payments-prod");
    const tag = (value: string | null) =>
      stage.as("owner", () =>
        value === null
          ? db().$executeRaw`update account set tags = tags - 'owned-by' where id = ${owned}`
          : db()
              .$executeRaw`update account set tags = tags || jsonb_build_object('owned-by', ${value}::text) where id = ${owned}`,
      );
    await tag(cast.jonas.email.toUpperCase());
    const { preview } = await previewed(onCall, {
      "agree.0.groups": "",
      "agree.0.ownerTag": "owned-by",
    });
    await tag(null);
    expect(preview.stages).toMatchObject([{ approvers: { able: 0 }, owners: { owned: 1, of: 4 } }]);
    expect(preview.deadEnds).toContainEqual({
      title: "In 3 accounts of 4 too few can agree.",
      says: "No tag owned-by names an enabled person there.",
    });
  });
});

describe("what cannot be saved is told with its place", () => {
  test("a name that the catalogue does not know", async () => {
    expect(await tried(onCall, { "who.groups": "payment-engineers", "agree.0.people": "no.one" })).toEqual({
      problems: {
        written: [],
        unknown: [
          { path: ["who", "groups"], message: 'the group "payment-engineers" is not in the catalogue.' },
          { path: ["agree", 0, "people"], message: 'the person "no.one" is not in the catalogue.' },
        ],
      },
    });
  });

  test("the name of another rule", async () => {
    expect(await tried(onCall, { name: "Networks" })).toMatchObject({
      problems: { unknown: [{ path: ["name"] }] },
    });
  });

  test("not what is gone from AWS, as long as the rule named it before", async () => {
    const { id, content } = await stored("Backups");
    const withGone = { ...content, sets: { ...content.sets, arns: [...content.sets.arns, "arn:gone"] } };
    const set = (to: typeof content) =>
      stage.as("owner", () => db().rule.update({ where: { id }, data: { content: to } }));
    await set(withGone);
    const { preview } = await previewed("Backups", { "limits.max": "1h" });
    expect(preview.deadEnds).toContainEqual({ title: "It names 1 thing that is gone from AWS.", says: "" });
    await set(content);
    expect(await tried("Networks", { "permissionSets.names": "arn:gone" })).toHaveProperty("problems");
  });
});

test("what somebody else changed meanwhile is told, and what is compared with is the rule as it is", async () => {
  const before = await stored("Lake analysis");
  const fields = await fieldsOf("Lake analysis");
  await stage.as("owner", async () => {
    const content = { ...before.content, limits: { ...before.content.limits, maxMinutes: 60 } };
    const { id: ruleId, name, description, enabled, priority } = before;
    const version = before.version + 1;
    const said = { name, description, enabled, priority, content };
    await db().rule.update({ where: { id: ruleId }, data: { ...said, version } });
    await db().ruleVersion.create({
      data: { ...said, ruleId, version, createdAt: new Date(0), createdBy: "somebody" },
    });
  });
  const found = await stage.person("marit", ({ actor: { viewer } }) =>
    previewRule(viewer, {
      ruleId: before.id,
      baseVersion: before.version,
      written: ruleOfFields(fields).written,
    }),
  );
  expect(found).toMatchObject({
    baseVersion: before.version + 1,
    preview: {
      changedMeanwhile: { from: before.version, differs: ["the limits"] },
      version: before.version + 1,
      easier: ["up to 10 h instead of 1 h"],
      isWidening: true,
    },
  });
});

test("ELG-02 what is previewed is what the worker judges, and its hash is that of the change", async () => {
  const { preview, hash, ...proposal } = await previewed("Networks", {
    "where.organisationalUnits": "Infrastructure\nSandbox",
    "limits.max": "3h",
    "who.except.people": "leo.marchetti",
  });
  const again = await previewed("Networks", {
    "where.organisationalUnits": "Infrastructure\r\n\r\nSandbox\r\n",
    "limits.max": "3h",
    "who.except.people": "leo.marchetti",
  });
  expect(again.hash).toBe(hash);
  expect((await previewed("Networks", { "limits.max": "3h" })).hash).not.toBe(hash);
  const proposed = await stage.person("marit", (doing) =>
    proposeRule(doing, { ...proposal, note: "The sandbox has networks, too." }),
  );
  if (!proposed.ok) throw new Error(proposed.refusal.code);
  await stage.worker((doing) =>
    answerRuleChanges(doing, { administratorsGroupId: administratorsGroupId(stage) }),
  );
  const change = await stage.as("web", () =>
    db().ruleChange.findUniqueOrThrow({ where: { id: proposed.value.changeId } }),
  );
  expect(change).toMatchObject({ contentHash: hash, state: "waiting" });
  const judged = ruleChangeJudgement.parse(change.judgement);
  const counts = ({ triples, people, sets, accounts }: typeof judged.gained) => [
    triples,
    people,
    sets,
    accounts,
  ];
  expect(counts(judged.gained)).toEqual(counts({ ...preview.gained, examples: [] }));
  expect(counts(judged.lost)).toEqual(counts({ ...preview.lost, examples: [] }));
  expect({ ...judged, gained: null, lost: null }).toEqual({
    differs: preview.differs,
    easier: preview.easier,
    deadEnds: preview.deadEnds.map(({ title }) => title),
    requests: preview.requests,
    gained: null,
    lost: null,
  });
});

test("a new rule is previewed against none", async () => {
  const written = readRuleYaml(`rules:
  - name: Interns look around
    who: { groups: [interns] }
    permissionSets: { names: [AWSReadOnlyAccess] }
    where: { accounts: [payments-dev] }
    limits: { max: 1h }
    agree: [{ groups: [payments-leads] }]`);
  if (!("written" in written)) throw new Error(written.problem);
  const found = await stage.person("marit", ({ actor: { viewer } }) =>
    previewRule(viewer, { ruleId: null, baseVersion: null, ...written }),
  );
  expect(found).toMatchObject({
    ruleId: null,
    baseVersion: null,
    preview: { change: "new", version: null, gained: { sets: 1, accounts: 1 }, isWidening: true },
  });
});

describe("WEB-04 rules are edited by administrators alone, and taken as text by readers", () => {
  test.each<[Who, boolean, boolean]>([
    ["marit", true, true],
    ["amara", false, true],
    ["leo", false, false],
  ])("%s", async (who, mayEdit, mayRead) => {
    const { id } = await stored(onCall);
    await stage.person(who, async ({ actor: { viewer } }) => {
      expect((await ruleToEdit(viewer, id)) !== null).toBe(mayEdit);
      expect((await newRule(viewer, null)) !== null).toBe(mayEdit);
      expect((await newRule(viewer, id)) !== null).toBe(mayEdit);
      expect((await rulesText(viewer, id)) !== null).toBe(mayRead);
      expect((await rulesText(viewer, null)) !== null).toBe(mayRead);
    });
    expect((await tried(onCall, {}, who)) !== null).toBe(mayEdit);
  });

  test("nobody finds a rule that there is none of", async () => {
    const none = "00000000-0000-4000-8000-000000000000";
    await stage.person("marit", async ({ actor: { viewer } }) => {
      expect(await ruleToEdit(viewer, none)).toBeNull();
      expect(await newRule(viewer, none)).toBeNull();
      expect(await rulesText(viewer, none)).toBeNull();
      expect(await previewRule(viewer, { ruleId: none, baseVersion: 1, written: {} })).toBeNull();
    });
  });
});

test("what is edited as text says what the fields say, and a copy has a name of its own", async () => {
  const { id, ...rule } = await stored("Administer production");
  await stage.person("marit", async ({ actor: { viewer } }) => {
    const edited = await ruleToEdit(viewer, id);
    const copy = await newRule(viewer, id);
    const read = readRuleYaml(edited?.text ?? "");
    if (!edited || !("written" in read)) throw new Error("It is no rule.");
    const same = await previewRule(viewer, { ruleId: id, baseVersion: rule.version, ...read });
    expect(same).toMatchObject({ preview: { change: "nothing" } });
    expect(copy?.fields).toEqual({ ...edited.fields, name: "Copy of Administer production" });
  });
});
