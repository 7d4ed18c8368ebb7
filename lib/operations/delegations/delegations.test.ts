import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { startInbox } from "#demo/inbox/start-inbox.ts";
import { freePorts } from "#demo/processes/free-port.ts";
import { cast } from "#demo/seed/organisation/cast.ts";
import { contentHash } from "#lib/core/content-hash.ts";
import { parseRulesFile } from "#lib/core/rules/rules-file.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { requestContent } from "#lib/db/request-content.ts";
import { openMailer } from "#lib/mail/transport.ts";
import { inboxFor } from "#lib/queries/access/inbox.ts";
import { requestFor } from "#lib/queries/access/request.ts";
import { decideRequest } from "../decide-request.ts";
import { loadRules } from "../rules/load-rules.ts";
import { sendLetters } from "../send-letters.ts";
import { Stage, type Who } from "../testing/stage.ts";
import { delegateDecisions } from "./delegate-decisions.ts";
import { endDelegation } from "./end-delegation.ts";
import { tellDelegates } from "./tell-delegates.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage.strike());

const host = { kind: "host", user: "test" } as const;

/** Makes this the only rule: so many of the payments leads agree. */
async function ruled(quorum: number): Promise<void> {
  const parsed = parseRulesFile(
    parse(`rules:
  - name: leads
    who: { groups: [payments-engineers, orders-engineers] }
    permissionSets: { names: [PaymentsOperator] }
    where: { all: true }
    limits: { max: 4h }
    agree: [{ groups: [payments-leads], quorum: ${quorum} }]`),
  );
  if (!("rules" in parsed)) throw new Error(parsed.problems.join("\n"));
  const { rules } = parsed;
  await stage.as("migrator", async () => loadRules({ actor: host, now: await readNow() }, rules));
}

const HOUR_MS = 3_600_000;

/** Names somebody for so many hours from now; answers the delegation's id, or why not. */
async function away(who: Who, delegate: Who, hours = 48, startsIn = 0): Promise<string> {
  const result = await stage.person(who, (doing) => {
    const startsAt = new Date(doing.now.getTime() + startsIn * HOUR_MS);
    const endsAt = new Date(startsAt.getTime() + hours * HOUR_MS);
    return delegateDecisions(doing, { delegate: cast[delegate].email, startsAt, endsAt }, "externalId");
  });
  return result.ok ? result.value.id : result.refusal.code;
}

async function end(who: Who, id: string): Promise<string> {
  const result = await stage.person(who, (doing) => endDelegation(doing, id));
  return result.ok ? "ended" : result.refusal.code;
}

/** As if nobody had ever been named, which only the owner of the tables can do. */
async function nobodyIsAway(): Promise<void> {
  await stage.as("owner", async () => {
    await db()
      .$executeRaw`update delegation set ended_at = date_trunc('milliseconds', gatehouse_now()), ended_by_id = 'x', ended_by_name = 'x' where ended_at is null`;
  });
}

let next = 0;

/** Asks in an account that nobody asked in before. */
async function asked(who: Who): Promise<string> {
  const accounts = stage.organisation.accounts.filter(
    ({ name }) => name.endsWith("-prod") || name.endsWith("-staging"),
  );
  const result = await stage.ask(who, accounts[next++ % accounts.length]?.name ?? "");
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value.requestId;
}

/** Decides, and tells the request's state afterwards, or why not. */
async function decide(who: Who, requestId: string, verdict: "approve" | "deny" = "approve"): Promise<string> {
  return stage.person(who, async (doing) => {
    const request = await db().request.findUniqueOrThrow({ where: { id: requestId } });
    const hash = contentHash(await requestContent(db(), request));
    const decision = { requestId, verdict, contentHash: hash, comment: "Go on.", grantedMinutes: 15 };
    const result = await decideRequest(doing, decision);
    if (!result.ok) return result.refusal.code;
    return (await db().request.findUniqueOrThrow({ where: { id: requestId } })).state;
  });
}

const decisionsOf = (requestId: string) =>
  stage.as("web", () =>
    db().decision.findMany({
      where: { requestId },
      select: { deciderId: true, inPlaceOfId: true, deciderName: true },
      orderBy: { decidedAt: "asc" },
    }),
  );

beforeEach(async () => {
  await nobodyIsAway();
  await stage.as("owner", () =>
    db().request.updateMany({
      where: { state: "pending" },
      data: { state: "cancelled", settledAt: new Date() },
    }),
  );
  await ruled(1);
  await stage.passMinutes(61);
});

describe("somebody decides in the place of an approver who is away", () => {
  test("APR-03 and the grant of it becomes active: the worker derives it from the recorded delegation", async () => {
    const id = await asked("leo");
    expect(await decide("tomasz", id)).toBe("not-an-approver");
    await away("priya", "tomasz");
    expect(await decide("tomasz", id)).toBe("approved");
    expect(await decisionsOf(id)).toEqual([
      {
        deciderId: cast.tomasz.userId,
        inPlaceOfId: cast.priya.userId,
        deciderName: "Tomasz Zieliński for Priya Raghunathan",
      },
    ]);
    await stage.sweep();
    const grant = await stage.as("web", () => db().grant.findFirst({ where: { requestId: id } }));
    expect(grant?.state).toBe("active");
    const [event] = await stage.as("web", () =>
      db().auditEvent.findMany({ where: { requestId: id, action: "request.approved" } }),
    );
    expect(event).toMatchObject({
      actorId: cast.tomasz.userId,
      cause: "in the place of Priya Raghunathan, who is away: Go on.",
      details: { inPlaceOf: "Priya Raghunathan", inPlaceOfId: cast.priya.userId },
    });
  });

  test("and both are asked by letter, before and after it began", async () => {
    await away("priya", "tomasz");
    const id = await asked("leo");
    const letters = await stage.as("web", () =>
      db().letter.findMany({ where: { requestId: id, kind: "decision_asked" } }),
    );
    const readers = letters.map(({ recipientId }) => recipientId);
    for (const who of ["priya", "jonas", "tomasz"] as const) expect(readers).toContain(cast[who].userId);
  });

  test("and finds it in the inbox, marked, and nothing that is not to be decided", async () => {
    const id = await asked("leo");
    const settled = await asked("ines");
    await decide("jonas", settled);
    const own = await asked("tomasz");
    const delegation = await away("priya", "tomasz");
    await stage.person("tomasz", async ({ actor: { viewer }, now }) => {
      const { rows } = await inboxFor(viewer, {}, now);
      expect(rows.find((row) => row.id === id)?.inPlaceOf).toBe("Priya Raghunathan");
      expect(rows.map((row) => row.id)).not.toContain(own);
      expect((await requestFor(viewer, id, now))?.inPlaceOf).toBe("Priya Raghunathan");
      expect(await requestFor(viewer, settled, now)).toBeNull();
    });
    await stage.person("jonas", async ({ actor: { viewer }, now }) => {
      const { rows } = await inboxFor(viewer, {}, now);
      expect(rows.find((row) => row.id === id)?.inPlaceOf).toBeNull();
      const request = await requestFor(viewer, id, now);
      const priya = request?.approvers.find(({ id: personId }) => personId === cast.priya.userId);
      expect(priya?.standIn).toBe("Tomasz Zieliński");
      expect(request?.approvers.map(({ id: personId }) => personId)).not.toContain(cast.tomasz.userId);
    });
    expect(await end("priya", delegation)).toBe("ended");
    await stage.person("tomasz", async ({ actor: { viewer }, now }) => {
      expect((await inboxFor(viewer, {}, now)).rows).toEqual([]);
      expect(await requestFor(viewer, id, now)).toBeNull();
    });
  });

  test.each<[string, () => Promise<unknown>]>([
    ["before it begins", () => away("priya", "tomasz", 2, 5)],
    [
      "after its end",
      async () => {
        await away("priya", "tomasz", 2);
        await stage.passMinutes(121);
      },
    ],
    ["once it is ended", async () => end("priya", await away("priya", "tomasz"))],
    [
      "by who stands in for who stands in",
      async () => {
        await away("jonas", "ines");
        await away("ines", "tomasz");
      },
    ],
  ])("APR-03 not %s", async (_, happens) => {
    const id = await asked("leo");
    await happens();
    expect(await decide("tomasz", id)).toBe("not-an-approver");
  });

  test("APR-03 loses it at once with the approver: out of the group, disabled, or the rule off", async () => {
    const id = await asked("leo");
    await away("priya", "tomasz");
    const leads = await stage.as("web", () =>
      db().group.findFirstOrThrow({ where: { displayName: "payments-leads" } }),
    );
    const membership = { groupId: leads.id, personId: cast.priya.userId };
    const out = () => stage.as("owner", () => db().membership.deleteMany({ where: membership }));
    const back = () => stage.as("owner", () => db().membership.create({ data: membership }));
    const status = (to: string) =>
      stage.as(
        "owner",
        () =>
          db().$executeRaw`update person set status = ${to}::person_status where id = ${cast.priya.userId}`,
      );
    await out();
    expect(await decide("tomasz", id)).toBe("not-an-approver");
    await back();
    await status("DISABLED");
    expect(await decide("tomasz", id)).toBe("not-an-approver");
    await status("ENABLED");
    await stage.as("owner", () => db().$executeRaw`update rule set enabled = false`);
    expect(await decide("tomasz", id)).toBe("not-an-approver");
    await stage.as("owner", () => db().$executeRaw`update rule set enabled = true`);
    expect(await decide("tomasz", id)).toBe("approved");
  });

  test("APR-01 never their own request, nor that of the one who is away", async () => {
    await away("priya", "leo");
    expect(await decide("leo", await asked("leo"))).toBe("own-request");
    const ofPriya = await asked("priya");
    expect(await decide("leo", ofPriya)).toBe("not-an-approver");
    // In the place of another approver, who may decide it, it is another matter.
    await away("jonas", "leo");
    expect(await decide("leo", ofPriya)).toBe("approved");
    expect((await decisionsOf(ofPriya))[0]?.inPlaceOfId).toBe(cast.jonas.userId);
  });
});

describe("APR-05 where two have to agree", () => {
  beforeEach(() => ruled(2));

  test("who is an approver and stands in for another is one voice, their own", async () => {
    await away("priya", "jonas");
    const id = await asked("leo");
    expect(await decide("jonas", id)).toBe("pending");
    expect((await decisionsOf(id))[0]?.inPlaceOfId).toBeNull();
    expect(await decide("jonas", id, "deny")).toBe("already-said");
    expect(await decide("priya", id)).toBe("approved");
  });

  test("who is away has been heard once somebody spoke in their place", async () => {
    await away("priya", "tomasz");
    const id = await asked("leo");
    expect(await decide("tomasz", id)).toBe("pending");
    expect(await decide("priya", id)).toBe("said-in-your-place");
    expect(await decide("tomasz", id, "deny")).toBe("already-said");
    expect(await decide("jonas", id)).toBe("approved");
  });

  test("nobody speaks in the place of somebody who has spoken", async () => {
    await away("priya", "tomasz");
    const id = await asked("leo");
    expect(await decide("priya", id)).toBe("pending");
    expect(await decide("tomasz", id)).toBe("not-an-approver");
  });

  test("one person in the places of two is one voice", async () => {
    await away("priya", "tomasz");
    await away("jonas", "tomasz");
    const id = await asked("leo");
    expect(await decide("tomasz", id)).toBe("pending");
    expect(await decide("tomasz", id, "deny")).toBe("already-said");
    expect((await decisionsOf(id)).length).toBe(1);
  });

  test("both at the same moment are one voice", async () => {
    await away("priya", "tomasz");
    for (let round = 0; round < 5; round += 1) {
      const id = await asked(round % 2 === 0 ? "leo" : "ines");
      const both = await Promise.all([decide("priya", id), decide("tomasz", id)]);
      expect(both.filter((said) => said === "pending")).toHaveLength(1);
      expect(await decisionsOf(id)).toHaveLength(1);
      expect(await decide("jonas", id)).toBe("approved");
    }
  });
});

describe("naming somebody", () => {
  test.each<[string, () => Promise<string>, string]>([
    ["oneself", () => away("priya", "priya"), "delegate-is-self"],
    ["somebody disabled", () => away("priya", "viktor"), "delegate-unknown"],
    ["anybody for 61 days", () => away("priya", "tomasz", 61 * 24), "away-too-long"],
    ["anybody from yesterday on", () => away("priya", "tomasz", 48, -24), "in-the-past"],
  ])("is refused for %s", async (_, name, code) => expect(await name()).toBe(code));

  test("is refused for somebody whom no sign-in could be", async () => {
    const ids = (to: string) =>
      stage.as(
        "owner",
        () => db().$executeRaw`update person set external_ids = ${to}::jsonb where id = ${cast.leo.userId}`,
      );
    await ids("[]");
    expect(await away("priya", "leo")).toBe("delegate-cannot-sign-in");
    await ids(JSON.stringify([{ issuer: "x", id: cast.leo.externalId }]));
  });

  test("is refused for a second one in the same time, and for somebody who is away as well", async () => {
    const first = await away("priya", "tomasz", 24);
    expect(await away("priya", "ines", 24, 23)).toBe("delegated-already");
    expect(await away("jonas", "priya", 24, 23)).toBe("delegate-is-away");
    expect(await away("priya", "ines", 24, 24)).toMatch(/^[0-9a-f-]{36}$/);
    await end("priya", first);
    expect(await away("priya", "ines", 2)).toMatch(/^[0-9a-f-]{36}$/);
  });

  test("is ended by either of the two or an administrator, once, and is in the audit", async () => {
    for (const who of ["priya", "tomasz", "marit"] as const) {
      const id = await away("priya", "tomasz");
      expect(await end("leo", id)).toBe("unknown");
      expect(await end("amara", id)).toBe("unknown");
      expect(await end(who, id)).toBe("ended");
      expect(await end(who, id)).toBe("already-over");
      const events = await stage.as("web", () =>
        db().auditEvent.findMany({ where: { targetId: id }, orderBy: { id: "asc" } }),
      );
      expect(events.map(({ action, actorId }) => [action, actorId])).toEqual([
        ["delegation.made", cast.priya.userId],
        ["delegation.ended", cast[who].userId],
      ]);
    }
  });
});

describe("APR-01 APR-05 the database itself refuses", () => {
  const row = (rest: Partial<Record<"delegator" | "delegate" | "from" | "to", string>> = {}) => {
    const { delegator = "a", delegate = "b", from = "0 hours", to = "24 hours" } = rest;
    return stage.as(
      "web",
      () =>
        db()
          .$executeRaw`insert into delegation (delegator_id, delegator_name, delegate_id, delegate_name, starts_at, ends_at, created_at)
        values (${delegator}, 'x', ${delegate}, 'x', gatehouse_now() + ${from}::interval, gatehouse_now() + ${to}::interval, gatehouse_now())`,
    );
  };
  const decision = (requestId: string, deciderId: string, inPlaceOfId: string | null) =>
    stage.as(
      "web",
      async () =>
        db()
          .$executeRaw`insert into decision (request_id, requester_id, decider_id, decider_name, in_place_of_id, verdict, comment, granted_minutes, content_hash, session_id, decided_at)
        select id, requester_id, ${deciderId}, 'x', ${inPlaceOfId}, 'approve', '', 15, 'x', gen_random_uuid(), gatehouse_now() from request where id = ${requestId}::uuid`,
    );

  test("naming oneself, more than 60 days, and no time at all", async () => {
    await expect(row({ delegate: "a" })).rejects.toThrow(/delegation_to_another/);
    await expect(row({ to: "1442 hours" })).rejects.toThrow(/delegation_span/);
    await expect(row({ to: "0 hours" })).rejects.toThrow(/delegation_span/);
  });

  test("two for one person that lie over each other, on two connections too", async () => {
    await row({ delegator: "o" });
    await expect(row({ delegator: "o", delegate: "c", from: "23 hours", to: "30 hours" })).rejects.toThrow(
      /decides in the place of o already/,
    );
    await row({ delegator: "o", delegate: "c", from: "24 hours", to: "30 hours" });
    const many = await Promise.allSettled(Array.from({ length: 6 }, () => row({ delegator: "p" })));
    expect(many.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("that what was delegated is changed, lengthened, taken back into force or removed", async () => {
    await row({ delegator: "q" });
    const change = (role: "web" | "owner", sql: string) => stage.as(role, () => db().$executeRawUnsafe(sql));
    await expect(
      change("owner", "update delegation set ends_at = ends_at + interval '1 day' where delegator_id = 'q'"),
    ).rejects.toThrow(/does not change/);
    await expect(
      change("owner", "update delegation set delegate_id = 'z' where delegator_id = 'q'"),
    ).rejects.toThrow(/does not change/);
    await expect(change("owner", "delete from delegation where delegator_id = 'q'")).rejects.toThrow();
    await expect(
      change("web", "update delegation set told_at = now() where delegator_id = 'q'"),
    ).rejects.toThrow(/permission denied/);
    const ended = "ended_by_id = 'x', ended_by_name = 'x'";
    await expect(
      change(
        "web",
        `update delegation set ended_at = gatehouse_now() + interval '1 hour', ${ended} where delegator_id = 'q'`,
      ),
    ).rejects.toThrow(/ends once/);
    await change(
      "web",
      `update delegation set ended_at = date_trunc('milliseconds', gatehouse_now()), ${ended} where delegator_id = 'q'`,
    );
    await expect(
      change(
        "web",
        "update delegation set ended_at = null, ended_by_id = null, ended_by_name = null where delegator_id = 'q'",
      ),
    ).rejects.toThrow(/ends once/);
  });

  test("a decision in the place of somebody who named nobody, or of the requester, or of oneself", async () => {
    const id = await asked("leo");
    await expect(decision(id, "tomasz", cast.priya.userId)).rejects.toThrow(/nobody named/);
    await expect(decision(id, "tomasz", cast.leo.userId)).rejects.toThrow(
      /nobody named|decision_not_in_place_of_requester/,
    );
    await expect(decision(id, "tomasz", "tomasz")).rejects.toThrow();
  });

  test("a second voice of a person, by themselves, in another's place, or by who stands in", async () => {
    const id = await asked("leo");
    await row({ delegator: "g", delegate: "d" });
    await row({ delegator: "h", delegate: "d" });
    await row({ delegator: "d", delegate: "e" });
    await decision(id, "d", "g");
    for (const [decider, place] of [
      ["d", null],
      ["g", null],
      ["d", "h"],
      ["e", "d"],
    ] as const)
      await expect(decision(id, decider, place)).rejects.toThrow();
    await decision(id, "h", null);
  });

  test("AWS-02 and the worker makes nothing of a decision that nobody was named for, whatever the tables hold", async () => {
    const id = await asked("leo");
    await stage.as("owner", () => db().$executeRaw`alter table decision disable trigger decision_one_voice`);
    await decision(id, cast.tomasz.userId, cast.priya.userId);
    await stage.as("owner", async () => {
      await db().$executeRaw`alter table decision enable trigger decision_one_voice`;
      await db()
        .$executeRaw`update request set state = 'approved', settled_at = gatehouse_now() where id = ${id}::uuid`;
      await db()
        .$executeRaw`insert into access_grant (request_id, person_id, account_id, permission_set_arn, starts_at, ends_at, session_minutes, fingerprint, created_at)
        select id, requester_id, account_id, permission_set_arn, now, now + interval '15 minutes', 60,
          (select fingerprint from permission_set s where s.arn = permission_set_arn), now
        from request, (select gatehouse_now()::timestamptz(3) as now) clock where id = ${id}::uuid`;
    });
    await stage.sweep();
    const grant = await stage.as("web", () => db().grant.findFirst({ where: { requestId: id } }));
    expect(grant).toMatchObject({ state: "invalidated", endReason: "no-recorded-decision" });
  });
});

describe("the delegate is told by letter", () => {
  const shape = z.array(z.object({ subject: z.string(), text: z.string() }));
  const clock = { now: async () => new Date(), forward: async () => undefined, aheadMs: async () => 0 };
  let folder: string;
  let ports: { httpPort: number; smtpPort: number };
  let inbox: Awaited<ReturnType<typeof startInbox>> | null = null;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "gatehouse-away-"));
    const [httpPort = 0, smtpPort = 0] = await freePorts(2);
    ports = { httpPort, smtpPort };
  });
  afterAll(async () => {
    await inbox?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function post<T>(work: (settings: Parameters<typeof sendLetters>[1]) => Promise<T>): Promise<T> {
    const mailer = openMailer({
      url: `smtp://127.0.0.1:${ports.smtpPort}`,
      from: "Gatehouse <g@halden.example>",
    });
    try {
      return await work({
        mailer,
        baseUrl: "https://gatehouse.halden.example",
        organisation: "Halden",
        zone: "UTC",
      });
    } finally {
      mailer.close();
    }
  }
  const tell = () => post((settings) => stage.worker((doing) => tellDelegates(doing, settings)));
  async function toTomasz() {
    const answer = await fetch(`http://127.0.0.1:${ports.httpPort}/api/letters?to=${cast.tomasz.email}`);
    return shape.parse(await answer.json()).toReversed();
  }

  test("once that they were named and once that it is over, and no try is lost while the mail server is away", async () => {
    // What earlier tests left untold is nothing to this one.
    await stage.as(
      "owner",
      () => db().$executeRaw`update delegation set told_at = gatehouse_now(), told_over_at = gatehouse_now()`,
    );
    const id = await away("priya", "tomasz");
    expect(await tell()).toHaveLength(1);
    inbox = await startInbox({ ...ports, folder, clock });
    expect(await tell()).toHaveLength(0);
    await stage.passMinutes(2);
    await tell();
    await stage.passMinutes(2);
    await tell();
    expect((await toTomasz()).map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^You decide in the place of Priya Raghunathan until /),
    ]);
    await end("marit", id);
    await tell();
    await tell();
    const [, over, ...more] = await toTomasz();
    expect(over?.subject).toBe("You no longer decide in the place of Priya Raghunathan");
    expect(over?.text).toContain("ended now by Marit Solheim");
    expect(more).toEqual([]);
  });

  test("EML-12 in whose place they are asked, with one link", async () => {
    await away("priya", "tomasz");
    const id = await asked("leo");
    const send = () =>
      post((settings) =>
        stage.worker((doing) => sendLetters(doing, { ...settings, mailsBeforeDigest: 1_000 })),
      );
    while ((await send()).isMoreWaiting);
    const { number } = await stage.as("web", () => db().request.findUniqueOrThrow({ where: { id } }));
    const letter = (await toTomasz()).find(({ text }) => text.includes(`R-${number}`));
    expect(letter?.text).toMatch(/In place of +Priya Raghunathan, who is away/);
    expect(letter?.text.match(/https?:\/\/\S+/g)).toHaveLength(1);
  });
});
