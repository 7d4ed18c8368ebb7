import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { cast } from "#demo/seed/organisation/cast.ts";
import type { RuleContent, Stage as RuleStage } from "#lib/core/rules/rule-content.ts";
import { parseRulesFile } from "#lib/core/rules/rules-file.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { loadDescribedRules } from "#lib/db/rules.ts";
import { administratorsGroupId, whileAdministrator } from "../testing/administrators.ts";
import { Stage, type Who } from "../testing/stage.ts";
import { agreeToRuleChange } from "./agree-to-rule-change.ts";
import { answerRuleChanges } from "./answer-rule-changes.ts";
import { exportRules } from "./export-rules.ts";
import { loadRules } from "./load-rules.ts";
import { proposeRule } from "./propose-rule.ts";
import type { RuleToPut } from "./put-rule.ts";
import { rejectRuleChange } from "./reject-rule-change.ts";
import { withdrawRuleChange } from "./withdraw-rule-change.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage.strike());

/** What the rules said before each test, to begin each from. */
let seeded: Awaited<ReturnType<typeof rules>>;
const rules = () => stage.as("web", () => loadDescribedRules(db()));
beforeAll(async () => {
  seeded = await rules();
});
beforeEach(async () => {
  await stage.as("owner", async () => {
    await db().$executeRaw`update rule_change set state = 'refused', settled_at = gatehouse_now()
      where state in ('proposed', 'waiting')`;
    await db()
      .$executeRaw`delete from rule_principal where rule_id in (select id from rule where name like 'A test%')`;
    await db().$executeRaw`update rule set enabled = false where name like 'A test%'`;
    for (const { id, name, description, enabled, priority, content } of seeded)
      await db().rule.update({ where: { id }, data: { name, description, enabled, priority, content } });
  });
});

async function rule(name: string) {
  const found = (await rules()).find((each) => each.name === name);
  if (!found) throw new Error(`There is no rule ${name}.`);
  return found;
}

type Parts = { [Part in keyof RuleContent]?: Partial<RuleContent[Part]> };

/** Proposes a change of a rule that is there. */
async function propose(
  who: Who,
  name: string,
  { content, ...rest }: Partial<Omit<RuleToPut, "content">> & { content?: Parts },
) {
  const { id: ruleId, version: baseVersion, ...said } = await rule(name);
  const proposed = { ...said, ...rest, content: merged(said.content, content ?? {}) };
  return stage.person(who, (doing) =>
    proposeRule(doing, { ruleId, baseVersion, rule: proposed, note: "It is time." }),
  );
}

function merged(content: RuleContent, parts: Parts): RuleContent {
  return {
    who: { ...content.who, ...parts.who },
    sets: { ...content.sets, ...parts.sets },
    accounts: { ...content.accounts, ...parts.accounts },
    limits: { ...content.limits, ...parts.limits },
    asks: { ...content.asks, ...parts.asks },
    agreement: { ...content.agreement, ...parts.agreement },
  };
}

async function proposed(...of: Parameters<typeof propose>): Promise<string> {
  const result = await propose(...of);
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value.changeId;
}

const work = () =>
  stage.worker(async (doing) => {
    const done = await answerRuleChanges(doing, { administratorsGroupId: administratorsGroupId(stage) });
    if (done.faults.length > 0) throw new AggregateError(done.faults, String(done.faults[0]?.cause));
    return done.answered;
  });

const change = (id: string) =>
  stage.as("web", () => db().ruleChange.findUniqueOrThrow({ where: { id }, include: { voices: true } }));

async function shown(changeId: string) {
  const { round, contentHash } = await change(changeId);
  return { changeId, round, contentHash };
}

const agree = async (who: Who, id: string) => {
  const form = await shown(id);
  return stage.person(who, (doing) => agreeToRuleChange(doing, form));
};
const codeOf = (result: { ok: true } | { ok: false; refusal: { code: string } }) =>
  result.ok ? null : result.refusal.code;

const groupId = (name: string) => {
  const group = stage.organisation.groups.find(({ displayName }) => displayName === name);
  if (!group) throw new Error(`There is no group ${name}.`);
  return group.id;
};
const stageOf = (groups: readonly string[], rest: Partial<RuleStage> = {}): RuleStage => ({
  approvers: { groups: groups.map(groupId), people: [], ownerTag: null, manager: false },
  quorum: 1,
  fallback: null,
  ...rest,
});

type Change = Parameters<typeof propose>[2];

describe("the worker", () => {
  test.each<[string, string, () => Change]>([
    ["less time", "Payments on call", () => ({ content: { limits: { maxMinutes: 60 } } })],
    [
      "a requester taken out",
      "Networks",
      () => ({ content: { who: { groups: [groupId("platform-engineers")] } } }),
    ],
    [
      "a group excepted",
      "Networks",
      () => ({ content: { who: { except: { groups: [groupId("interns")], people: [] } } } }),
    ],
    [
      "an account taken out",
      "Lake analysis",
      () => ({ content: { accounts: { ids: [stage.accountId("data-lake-prod")] } } }),
    ],
    ["a ticket asked for", "Backups", () => ({ content: { asks: { tickets: ["INC-#"] } } })],
    [
      "a second stage",
      "Backups",
      () => ({
        content: {
          agreement: { stages: [stageOf(["platform-leads", "security-leads"]), stageOf(["security-leads"])] },
        },
      }),
    ],
    [
      "an approver taken out",
      "Incidents",
      () => ({ content: { agreement: { stages: [stageOf(["platform-leads"])] } } }),
    ],
    [
      "more voices",
      "Incidents",
      () => ({
        content: { agreement: { stages: [stageOf(["platform-leads", "security-leads"], { quorum: 2 })] } },
      }),
    ],
    ["switching off", "Networks", () => ({ enabled: false })],
    ["other words", "Networks", () => ({ description: "The hub, and nothing else." })],
    ["another name", "Networks", () => ({ name: "The hub" })],
  ])("ELG-01 applies at once what widens nothing: %s", async (_, name, what) => {
    const before = await rule(name);
    const id = await proposed("marit", name, what());
    await work();
    expect(await change(id)).toMatchObject({
      state: "applied",
      isWidening: false,
      round: 0,
      appliedRuleId: before.id,
      appliedVersion: before.version + 1,
    });
    const after = (await rules()).find((each) => each.id === before.id);
    expect(after?.version).toBe(before.version + 1);
    expect(after).toMatchObject({ ...what(), content: expect.anything() });
  });

  test.each<[string, string, () => Change, RegExp | null]>([
    [
      "a requester more",
      "Networks",
      () => ({
        content: {
          who: { groups: [groupId("network-operators"), groupId("platform-engineers"), groupId("interns")] },
        },
      }),
      null,
    ],
    [
      "an account more",
      "Backups",
      () => ({
        content: { accounts: { ids: [stage.accountId("backup-vault"), stage.accountId("payments-prod")] } },
      }),
      null,
    ],
    ["a set more", "Backups", () => ({ content: { sets: { patterns: ["*"] } } }), null],
    [
      "more time",
      "Networks",
      () => ({ content: { limits: { maxMinutes: 240 } } }),
      /up to 4 h instead of 2 h/,
    ],
    [
      "ELG-03 a dropped stage",
      "Administer production",
      () => ({ content: { agreement: { stages: [stageOf(["platform-leads"])] } } }),
      /fewer stages have to agree/,
    ],
    [
      "ELG-03 nobody's agreement",
      "Backups",
      () => ({ content: { agreement: { stages: [] } } }),
      /nobody has to agree any more/,
    ],
    [
      "ELG-03 another group of approvers",
      "Networks",
      () => ({ content: { agreement: { stages: [stageOf(["platform-leads", "interns"])] } } }),
      /others may agree at stage 1/,
    ],
    [
      "no ticket",
      "Administer production",
      () => ({ content: { asks: { tickets: [] } } }),
      /no ticket is needed/,
    ],
    ["an earlier say", "Networks", () => ({ priority: 1 }), /decides before more other rules/],
    [
      "a group that nobody is in",
      "Networks",
      () => ({
        content: {
          who: {
            groups: [
              groupId("network-operators"),
              groupId("platform-engineers"),
              groupId("retired-warehouse-team"),
            ],
          },
        },
      }),
      /may reach further later/,
    ],
  ])("ELG-01 ELG-02 has a change wait that widens: %s", async (_, name, what, easier) => {
    const before = await rule(name);
    const id = await proposed("marit", name, what());
    await work();
    const waiting = await change(id);
    expect(waiting).toMatchObject({ state: "waiting", isWidening: true, round: 1, settledAt: null });
    if (easier) expect(JSON.stringify(waiting.judgement)).toMatch(easier);
    expect(await rule(name)).toEqual(before);
    expect(await work()).toBe(0);
  });
});

/** Has Networks let interns ask as well, which widens it, and wait for another administrator. */
async function waiting(who: Who = "marit"): Promise<string> {
  const id = await proposed(who, "Networks", {
    content: {
      who: { groups: ["network-operators", "platform-engineers", "interns"].map(groupId) },
    },
  });
  await work();
  return id;
}

const asSecond = <T>(act: () => Promise<T>) => whileAdministrator(stage, "leo", true, act);

/** The letters to those of the story; whoever else administers gets theirs, too. */
const lettersAbout = (id: string) =>
  stage.as("web", () =>
    db().letter.findMany({
      where: { ruleChangeId: id, recipientId: { in: [cast.leo.userId, cast.marit.userId] } },
      orderBy: [{ createdAt: "asc" }, { recipientId: "asc" }],
      select: { kind: true, recipientId: true, occasion: true },
    }),
  );

const eventsAbout = (id: string) =>
  stage.as("web", () =>
    db().auditEvent.findMany({
      where: { targetKind: "rule-change", targetId: id },
      orderBy: { id: "asc" },
      select: { action: true, actorKind: true, actorId: true, details: true },
    }),
  );

describe("a change that widens access", () => {
  test("ELG-01 is applied once another administrator agrees, and tells who did what", async () => {
    await asSecond(async () => {
      const before = await rule("Networks");
      const id = await waiting();
      expect(await lettersAbout(id)).toEqual([
        { kind: "rule_change_waits", recipientId: cast.leo.userId, occasion: "round 1" },
      ]);
      expect(codeOf(await agree("leo", id))).toBe(null);
      expect(await rule("Networks")).toEqual(before);
      await work();
      expect(await change(id)).toMatchObject({
        state: "applied",
        isWidening: true,
        appliedVersion: before.version + 1,
      });
      const after = await rule("Networks");
      expect(after.content.who.groups).toContain(groupId("interns"));
      const version = await stage.as("web", () =>
        db().ruleVersion.findUniqueOrThrow({
          where: { ruleId_version: { ruleId: after.id, version: after.version } },
        }),
      );
      expect(version).toMatchObject({
        createdBy: `${cast.marit.displayName}, agreed by ${cast.leo.displayName}`,
        content: after.content,
      });
      expect(
        await stage.as("web", () =>
          db().rulePrincipal.count({ where: { ruleId: after.id, principalId: groupId("interns") } }),
        ),
      ).toBe(1);
      const events = await eventsAbout(id);
      expect(events.map(({ action, actorKind }) => `${action} by a ${actorKind}`)).toEqual([
        "rule-change.proposed by a person",
        "rule-change.waiting by a worker",
        "rule-change.agreed by a person",
        "rule-change.applied by a worker",
      ]);
      expect(events.at(-1)?.details).toMatchObject({
        proposedById: cast.marit.userId,
        agreedById: cast.leo.userId,
        isWidening: true,
        version: after.version,
      });
      expect((await lettersAbout(id)).at(-1)).toMatchObject({
        kind: "rule_change_settled",
        recipientId: cast.marit.userId,
      });
    });
  });

  test("ELG-01 a new rule waits, too, and begins as version 1", async () => {
    await asSecond(async () => {
      const { content } = await rule("Networks");
      const name = `A test of ${Date.now()}`;
      const result = await stage.person("marit", (doing) =>
        proposeRule(doing, {
          ruleId: null,
          baseVersion: null,
          rule: { name, description: "", enabled: true, priority: 200, content },
          note: "It is new.",
        }),
      );
      if (!result.ok) throw new Error(result.refusal.code);
      await work();
      expect(await change(result.value.changeId)).toMatchObject({ state: "waiting" });
      expect((await rules()).some((each) => each.name === name)).toBe(false);
      await agree("leo", result.value.changeId);
      await work();
      expect(await rule(name)).toMatchObject({ version: 1, enabled: true, content });
    });
  });

  test("ELG-03 a new rule that decides before a stricter one waits although nobody gains a way to ask", async () => {
    const { content } = await rule("Networks");
    const result = await stage.person("marit", (doing) =>
      proposeRule(doing, {
        ruleId: null,
        baseVersion: null,
        rule: {
          name: `A test of ${Date.now()}`,
          description: "",
          enabled: true,
          priority: 1,
          content: { ...content, agreement: { ...content.agreement, stages: [] } },
        },
        note: "It is quicker.",
      }),
    );
    if (!result.ok) throw new Error(result.refusal.code);
    await work();
    const { state, judgement } = await change(result.value.changeId);
    expect(state).toBe("waiting");
    expect(judgement).toMatchObject({
      gained: { triples: 0 },
      easier: expect.arrayContaining([
        expect.stringMatching(/where “Networks” decided: nobody has to agree/),
      ]),
    });
  });

  test("ELG-06 a rule that comes to offer an administrator’s role because somebody has to agree now waits", async () => {
    const { id, content } = await rule("Read outside production");
    const arns = [...content.sets.arns, stage.permissionSetArn("AWSAdministratorAccess")];
    await stage.as("owner", () =>
      db().rule.update({ where: { id }, data: { content: merged(content, { sets: { arns } }) } }),
    );
    const changeId = await proposed("marit", "Read outside production", {
      content: { agreement: { stages: [stageOf(["interns"])] } },
    });
    await work();
    const { state, judgement } = await change(changeId);
    expect(state).toBe("waiting");
    expect(judgement).toMatchObject({
      gained: { triples: 0 },
      easier: [expect.stringMatching(/^roles like an administrator’s/)],
    });
  });

  test("ELG-01 cannot be agreed to by whoever proposed it", async () => {
    const id = await waiting();
    expect(codeOf(await agree("marit", id))).toBe("own-change");
    const form = await shown(id);
    expect(codeOf(await stage.person("marit", (doing) => rejectRuleChange(doing, form, "No.")))).toBe(
      "own-change",
    );
    expect((await change(id)).voices).toEqual([]);
  });

  test.each(["priya", "amara"] as const)(
    "ELG-01 is nothing for %s to answer, who does not administer",
    async (who) => {
      const id = await waiting();
      expect(codeOf(await agree(who, id))).toBe("not-allowed");
      expect(codeOf(await propose(who, "Networks", { enabled: false }))).toBe("not-allowed");
    },
  );

  test("ELG-01 is not applied by the yes of somebody who administers no more, and is put to the others again", async () => {
    const before = await rule("Networks");
    const id = await asSecond(async () => {
      const asked = await waiting();
      expect(codeOf(await agree("leo", asked))).toBe(null);
      return asked;
    });
    await work();
    expect(await change(id)).toMatchObject({
      state: "waiting",
      round: 2,
      againWhy: `${cast.leo.displayName} is no other enabled administrator now.`,
    });
    expect(await rule("Networks")).toEqual(before);
    await whileAdministrator(stage, "ines", true, async () => {
      expect(codeOf(await agree("ines", id))).toBe(null);
      await work();
    });
    expect(await change(id)).toMatchObject({ state: "applied" });
  });

  test("ELG-01 is not applied by the yes of an administrator who is disabled meanwhile", async () => {
    await asSecond(async () => {
      const id = await waiting();
      await agree("leo", id);
      const status = (to: string) =>
        stage.as(
          "owner",
          () =>
            db().$executeRaw`update person set status = ${to}::person_status where id = ${cast.leo.userId}`,
        );
      await status("DISABLED");
      await work();
      expect(await change(id)).toMatchObject({ state: "waiting", round: 2 });
      await status("ENABLED");
    });
  });

  test("ELG-01 falls when whoever proposed it administers no more", async () => {
    const id = await asSecond(() => waiting("leo"));
    await stage.person("marit", async (doing) => agreeToRuleChange(doing, await shown(id)));
    await work();
    expect(await change(id)).toMatchObject({
      state: "refused",
      settledReason: "Whoever asked is no enabled administrator now.",
    });
  });

  test("ELG-02 asks again when it gives more than was agreed to", async () => {
    await asSecond(async () => {
      const id = await waiting();
      await agree("leo", id);
      const member = (sql: "in" | "out") =>
        stage.as("owner", () =>
          sql === "in"
            ? db()
                .$executeRaw`insert into membership (group_id, person_id, valid_from) values (${groupId("interns")}, ${cast.tomasz.userId}, gatehouse_now())`
            : db()
                .$executeRaw`delete from membership where group_id = ${groupId("interns")} and person_id = ${cast.tomasz.userId}`,
        );
      await member("in");
      await work();
      expect(await change(id)).toMatchObject({
        state: "waiting",
        round: 2,
        againWhy: `It gives more now than ${cast.leo.displayName} agreed to.`,
      });
      expect((await lettersAbout(id)).map(({ occasion }) => occasion)).toEqual(["round 1", "round 2"]);
      await member("out");
      await agree("leo", id);
      await work();
      expect(await change(id)).toMatchObject({ state: "applied" });
    });
  });

  test("is agreed to as it was shown, or not at all", async () => {
    await asSecond(async () => {
      const id = await waiting();
      const form = await shown(id);
      for (const other of [
        { ...form, round: 0 },
        { ...form, contentHash: "0".repeat(64) },
      ])
        expect(codeOf(await stage.person("leo", (doing) => agreeToRuleChange(doing, other)))).toBe(
          "change-moved-on",
        );
      expect(codeOf(await agree("leo", id))).toBe(null);
      expect(codeOf(await agree("leo", id))).toBe("already-answered");
      await work();
      expect(codeOf(await agree("leo", id))).toBe("change-over");
    });
  });

  test("two who answer at once are one answer", async () => {
    await asSecond(async () => {
      const id = await waiting();
      const form = await shown(id);
      const answers = await stage.person("leo", (doing) =>
        Promise.all([agreeToRuleChange(doing, form), rejectRuleChange(doing, form, "No.")]),
      );
      expect(answers.map(codeOf)).toContain(null);
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      expect((await change(id)).voices).toHaveLength(1);
    });
  });

  test("is rejected with a reason that its proposer gets", async () => {
    await asSecond(async () => {
      const id = await waiting();
      const form = await shown(id);
      expect(codeOf(await stage.person("leo", (doing) => rejectRuleChange(doing, form, "")))).toBe(
        "comment-needed",
      );
      expect(
        codeOf(await stage.person("leo", (doing) => rejectRuleChange(doing, form, "Interns wait."))),
      ).toBe(null);
      await work();
      expect(await change(id)).toMatchObject({ state: "rejected" });
      expect((await lettersAbout(id)).at(-1)).toMatchObject({ kind: "rule_change_settled" });
    });
  });

  test("is taken back by its proposer alone", async () => {
    await asSecond(async () => {
      const id = await waiting();
      const form = await shown(id);
      expect(codeOf(await stage.person("leo", (doing) => withdrawRuleChange(doing, form)))).toBe(
        "not-your-change",
      );
      expect(codeOf(await stage.person("marit", (doing) => withdrawRuleChange(doing, form)))).toBe(null);
      await work();
      expect(await change(id)).toMatchObject({ state: "withdrawn" });
      expect(await rule("Networks")).toMatchObject({ version: (await rule("Networks")).version });
    });
  });
});

describe("what is proposed", () => {
  test.each<[string, () => Promise<Change>, string]>([
    ["a name that is taken", async () => ({ name: "Backups" }), "name-taken"],
    ["what the rule says already", async () => ({}), "no-difference"],
    [
      "a time zone that there is none of",
      async () => ({
        content: { limits: { hours: { zone: "Mars/Olympus", days: ["mon"], from: "08:00", to: "16:00" } } },
      }),
      "bad-rule",
    ],
    ["a stage of nobody", async () => ({ content: { agreement: { stages: [stageOf([])] } } }), "bad-rule"],
    ["a name of nothing", async () => ({ name: " " }), "bad-rule"],
    ["more time than a week", async () => ({ content: { limits: { maxMinutes: 100_000 } } }), "bad-rule"],
  ])("is refused for %s", async (_, what, code) => {
    expect(codeOf(await propose("marit", "Networks", await what()))).toBe(code);
  });

  test("is refused when the rule has changed since it was read", async () => {
    const { id: ruleId, version, ...said } = await rule("Networks");
    const result = await stage.person("marit", (doing) =>
      proposeRule(doing, {
        ruleId,
        baseVersion: version - 1,
        rule: { ...said, enabled: false },
        note: "Why not.",
      }),
    );
    expect(codeOf(result)).toBe("rule-changed");
  });

  test("two changes of one rule: one applies, the other is stale and says so, with two workers at once", async () => {
    const [first, second] = [
      await proposed("marit", "Networks", { content: { limits: { maxMinutes: 60 } } }),
      await proposed("marit", "Networks", { content: { limits: { maxMinutes: 30 } } }),
    ];
    const before = await rule("Networks");
    const settings = { administratorsGroupId: administratorsGroupId(stage) };
    const done = await stage.worker((doing) =>
      Promise.all([answerRuleChanges(doing, settings), answerRuleChanges(doing, settings)]),
    );
    expect(done.flatMap(({ faults }) => faults)).toEqual([]);
    await work();
    const states = [await change(first), await change(second)];
    expect(states.map(({ state }) => state).toSorted()).toEqual(["applied", "stale"]);
    expect(states.find(({ state }) => state === "stale")?.settledReason).toMatch(/changed meanwhile/);
    expect((await rule("Networks")).version).toBe(before.version + 1);
  });

  test("a change that waits becomes stale as soon as its rule changes otherwise", async () => {
    const id = await waiting();
    await proposed("marit", "Networks", { description: "Other words." });
    await work();
    await work();
    expect(await change(id)).toMatchObject({ state: "stale" });
  });

  test("ELG-01 content that is not what was proposed is never applied", async () => {
    const id = await proposed("marit", "Networks", { description: "Other words." });
    const { content } = await rule("Backups");
    await stage.as("owner", async () => {
      await db().$executeRaw`alter table rule_change disable trigger rule_change_moves`;
      await db().ruleChange.update({ where: { id }, data: { content } });
      await db().$executeRaw`alter table rule_change enable trigger rule_change_moves`;
    });
    const before = await rule("Networks");
    await work();
    expect(await change(id)).toMatchObject({
      state: "refused",
      settledReason: expect.stringMatching(/not what was proposed/),
    });
    expect(await rule("Networks")).toEqual(before);
  });
});

describe("the database", () => {
  test.each([
    ["write a rule", "update rule set enabled = false"],
    ["make a rule", "insert into rule select * from rule"],
    ["write a version", "insert into rule_version select * from rule_version"],
    ["name a principal", "insert into rule_principal select * from rule_principal"],
    ["apply a change", "update rule_change set state = 'applied'"],
    ["change what is proposed", "update rule_change set content = '{}'"],
    ["say that it widens nothing", "update rule_change set is_widening = false"],
    ["take a voice away", "delete from rule_change_voice"],
    ["change a voice", "update rule_change_voice set answer = 'agree'"],
    ["put somebody into the administrators' group", "insert into membership select * from membership"],
  ])("ELG-01 the web's role cannot %s", async (_, sql) => {
    await stage.as("web", () => expect(db().$executeRawUnsafe(sql)).rejects.toThrow(/permission denied/));
  });

  const insertVoice = (id: string, answer: string, personId: string, round = 1) =>
    stage.as(
      "web",
      () => db().$executeRaw`
        insert into rule_change_voice (change_id, round, proposer_id, content_hash, answer, person_id, person_name, comment, session_id, said_at)
        select id, ${round}, proposed_by_id, content_hash, ${answer}::rule_change_answer, ${personId}, 'x', '', session_id, gatehouse_now()
        from rule_change where id = ${id}::uuid`,
    );

  test("ELG-01 refuses the proposer's yes and no, whatever the web's role writes", async () => {
    const id = await waiting();
    for (const answer of ["agree", "reject"])
      await expect(insertVoice(id, answer, cast.marit.userId)).rejects.toThrow(/rule_change_voice_not_own/);
    await expect(insertVoice(id, "withdraw", cast.leo.userId)).rejects.toThrow(/rule_change_voice_not_own/);
  });

  test("ELG-01 refuses a proposer who is written as another, a second voice, and one out of its time", async () => {
    const id = await waiting();
    await stage.as("web", () =>
      expect(
        db().$executeRaw`
          insert into rule_change_voice (change_id, round, proposer_id, content_hash, answer, person_id, person_name, comment, session_id, said_at)
          select id, 1, 'somebody', content_hash, 'agree', proposed_by_id, 'x', '', session_id, gatehouse_now()
          from rule_change where id = ${id}::uuid`,
      ).rejects.toThrow(/foreign key/i),
    );
    await expect(insertVoice(id, "agree", cast.leo.userId, 2)).rejects.toThrow(/does not wait for this/);
    await insertVoice(id, "agree", cast.leo.userId);
    await expect(insertVoice(id, "agree", cast.ines.userId)).rejects.toThrow(/[Uu]nique|duplicate/);
    const over = await proposed("marit", "Backups", { enabled: false });
    await expect(insertVoice(over, "agree", cast.leo.userId, 0)).rejects.toThrow(/does not wait for this/);
    await work();
    await expect(insertVoice(over, "agree", cast.leo.userId, 0)).rejects.toThrow(/does not wait for this/);
  });

  test("ELG-01 lets no change begin as anything but proposed, now", async () => {
    const id = await waiting();
    const copy = (state: string, at: string) =>
      stage.as("web", () =>
        db().$executeRawUnsafe(
          `insert into rule_change (name, description, enabled, priority, content, content_hash, note, proposed_by_id, proposed_by_name,
            session_id, proposed_at, state) select 'A', '', true, 1, content, content_hash, 'x', 'x', 'x', session_id, ${at}, '${state}'
           from rule_change where id = $1::uuid`,
          id,
        ),
      );
    await expect(copy("applied", "gatehouse_now()")).rejects.toThrow(/begins as proposed/);
    await expect(copy("proposed", "gatehouse_now() + interval '1 day'")).rejects.toThrow(
      /begins as proposed/,
    );
  });

  test("ELG-01 lets the worker apply nothing that widens without another's yes, nor write a rule in part", async () => {
    const id = await waiting();
    const { id: ruleId, version } = await rule("Networks");
    const worker = (sql: string, ...values: unknown[]) =>
      stage.as("worker", () => db().$executeRawUnsafe(sql, ...values));
    const applying = `update rule_change set state = 'applied', settled_at = gatehouse_now(), applied_rule_id = rule_id,
      applied_version = base_version + 1 where id = $1::uuid`;
    await expect(worker(applying, id)).rejects.toThrow(/nobody else agreed/);
    await expect(worker(`update rule_change set name = 'Other' where id = $1::uuid`, id)).rejects.toThrow(
      /permission denied/,
    );
    await expect(
      worker(
        `insert into rule_version select rule_id, ${version + 1}, name, description, enabled, priority, content, created_at, 'x'
         from rule_version where rule_id = $1::uuid and version = ${version}`,
        ruleId,
      ),
    ).rejects.toThrow(/no applied change/);
    await expect(worker("update rule set enabled = not enabled where id = $1::uuid", ruleId)).rejects.toThrow(
      /does not say what its version/,
    );
    await expect(worker("delete from rule where id = $1::uuid", ruleId)).rejects.toThrow(/permission denied/);
  });

  test("what is over stays over", async () => {
    const id = await proposed("marit", "Backups", { description: "Other words still." });
    await work();
    await stage.as("owner", () =>
      expect(db().$executeRaw`update rule_change set round = 2 where id = ${id}::uuid`).rejects.toThrow(
        /already applied/,
      ),
    );
    await stage.as("owner", () =>
      expect(db().$executeRaw`delete from rule_change where id = ${id}::uuid`).rejects.toThrow(
        /written once/,
      ),
    );
  });
});

test("ELG-07 with no administrator left the console changes no rule, and the host still does, with an event", async () => {
  const id = await waiting();
  await whileAdministrator(stage, "marit", false, async () => {
    expect(codeOf(await propose("marit", "Backups", { enabled: false }))).toBe("not-allowed");
    const exported = await stage.as("web", () => exportRules());
    const parsed = parseRulesFile(exported);
    if (!("rules" in parsed)) throw new Error(parsed.problems.join());
    const narrowed = parsed.rules.map((each) =>
      each.name === "Backups" ? { ...each, enabled: false } : each,
    );
    const doing = {
      actor: { kind: "host", user: "operator" } as const,
      now: await stage.as("migrator", () => readNow()),
    };
    expect(await stage.as("migrator", () => loadRules(doing, narrowed))).toEqual({ changed: 1, disabled: 0 });
    const [event] = await stage.as("web", () =>
      db().auditEvent.findMany({ where: { action: "rules.loaded" }, orderBy: { id: "desc" }, take: 1 }),
    );
    expect(event).toMatchObject({ actorKind: "host", actorId: "operator" });
  });
  expect(await change(id)).toMatchObject({ state: "waiting" });
});

test("a change that nobody answers lapses after a week", async () => {
  const id = await waiting();
  await stage.passMinutes(7 * 24 * 60 - 1);
  expect(await work()).toBe(0);
  await stage.passMinutes(2);
  const form = await shown(id);
  expect(codeOf(await stage.person("marit", (doing) => withdrawRuleChange(doing, form)))).toBe("change-over");
  await work();
  expect(await change(id)).toMatchObject({ state: "lapsed" });
  expect((await lettersAbout(id)).map(({ kind }) => kind)).toEqual(["rule_change_settled"]);
});
