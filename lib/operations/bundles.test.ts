import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { startInbox } from "#demo/inbox/start-inbox.ts";
import { freePorts } from "#demo/processes/free-port.ts";
import { cast } from "#demo/seed/organisation/cast.ts";
import { contentHash } from "#lib/core/content-hash.ts";
import { RECENT_SIGN_IN_MINUTES } from "#lib/core/recent-sign-in.ts";
import { MAX_OPEN_REQUESTS } from "#lib/core/request.ts";
import { db } from "#lib/db/client.ts";
import { requestContent } from "#lib/db/request-content.ts";
import { openMailer } from "#lib/mail/transport.ts";
import { bundled, toDecideOf } from "#lib/queries/access/bundle.ts";
import { askAgain } from "./ask-again.ts";
import { cancelBundle } from "./cancel-bundle.ts";
import { decideTogether } from "./decide-together.ts";
import { type BundleAsk, requestBundle } from "./request-bundle.ts";
import { sendLetters } from "./send-letters.ts";
import { Stage, type Who } from "./testing/stage.ts";

const letters = z.array(z.object({ id: z.string(), subject: z.string(), text: z.string() }));
const clock = { now: async () => new Date(), forward: async () => undefined, aheadMs: async () => 0 };

let stage: Stage;
let folder: string;
let ports: { httpPort: number; smtpPort: number };
let inbox: Awaited<ReturnType<typeof startInbox>>;

beforeAll(async () => {
  stage = await Stage.set();
  folder = mkdtempSync(join(tmpdir(), "gatehouse-bundles-"));
  const [httpPort = 0, smtpPort = 0] = await freePorts(2);
  ports = { httpPort, smtpPort };
  inbox = await startInbox({ ...ports, folder, clock });
});
afterAll(async () => {
  await inbox.stop();
  await stage.strike();
  rmSync(folder, { recursive: true, force: true });
});

/** Everything undecided is withdrawn between tests, so that each begins with nothing open. */
beforeEach(() =>
  owner(
    "update request set state = 'cancelled', settled_at = gatehouse_now(), settled_reason = 'test' where state = 'pending'",
  ),
);

async function owner<Row>(sql: string, values: readonly unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: stage.urls.owner });
  await client.connect();
  try {
    return (await client.query(sql, [...values])).rows as Row[];
  } finally {
    await client.end();
  }
}

type Pair = readonly [set: string, account: string];

const payments: readonly Pair[] = [
  ["PaymentsOperator", "payments-prod"],
  ["DatabaseReader", "payments-prod"],
  ["PaymentsOperator", "ledger-prod"],
];

/** What payments engineers get of the same leads, where one role is like an administrator's. */
const withSensitive: readonly Pair[] = [
  ["DeploymentOperator", "payments-dev"],
  ["AWSPowerUserAccess", "payments-dev"],
  ["DatabaseAdmin", "payments-dev"],
];

function ask(who: Who, pairs: readonly Pair[], rest: Partial<BundleAsk> = {}) {
  return stage.person(who, (doing) =>
    requestBundle(doing, {
      roles: pairs.map(([set, account]) => ({
        accountId: stage.accountId(account),
        permissionSetArn: stage.permissionSetArn(set),
      })),
      minutes: 60,
      startsAt: null,
      reason: "Replay stuck refunds.",
      ticket: null,
      ...rest,
    }),
  );
}

async function asked(who: Who, pairs: readonly Pair[], rest: Partial<BundleAsk> = {}) {
  const result = await ask(who, pairs, rest);
  if (!result.ok) throw new Error(JSON.stringify(result.refusal));
  return { bundleId: result.value.bundleId, ids: result.value.requests.map(({ requestId }) => requestId) };
}

const statesOf = async (ids: readonly string[]) => {
  const rows = await owner<{ id: string; state: string }>(
    "select id::text, state::text from request where id = any($1::uuid[])",
    [ids],
  );
  return ids.map((id) => rows.find((row) => row.id === id)?.state);
};

const countOf = async (who: Who) => {
  const [row] = await owner<{ count: number }>("select count(*)::int from request where requester_id = $1", [
    cast[who].userId,
  ]);
  return row?.count ?? 0;
};

const terms = { recentMinutes: RECENT_SIGN_IN_MINUTES, isFromList: false };

async function decide(who: Who, ids: readonly string[], verdict: "approve" | "deny" = "approve") {
  return stage.person(who, async (doing) => {
    const requests = await Promise.all(
      ids.map(async (requestId) => {
        const row = await db().request.findUniqueOrThrow({ where: { id: requestId } });
        return {
          requestId,
          contentHash: contentHash(await requestContent(db(), row)),
          grantedMinutes: row.durationMinutes,
        };
      }),
    );
    const result = await decideTogether(doing, { verdict, comment: "Said so.", picked: requests }, terms);
    if (!result.ok) return result.refusal.code;
    return result.value.map(({ refusal }) => refusal?.code ?? "decided");
  });
}

async function send(): Promise<void> {
  const mailer = openMailer({
    url: `smtp://127.0.0.1:${ports.smtpPort}`,
    from: "Gatehouse <gatehouse@halden.example>",
  });
  try {
    // Two workers at once, until nothing is left.
    const settings = {
      mailer,
      baseUrl: "https://gatehouse.halden.example",
      organisation: "Halden",
      zone: "UTC",
    };
    for (;;) {
      const done = await stage.worker((doing) =>
        Promise.all([sendLetters(doing, settings), sendLetters(doing, settings)]),
      );
      expect(done.flatMap(({ failures }) => failures)).toEqual([]);
      if (done.every(({ isMoreWaiting }) => !isMoreWaiting)) return;
    }
  } finally {
    mailer.close();
  }
}

async function received(who: Who) {
  const answer = await fetch(
    `http://127.0.0.1:${ports.httpPort}/api/letters?to=${encodeURIComponent(cast[who].email)}`,
  );
  return letters.parse(await answer.json());
}

async function newLetters(who: Who, act: () => Promise<unknown>) {
  await send();
  const before = new Set((await received(who)).map(({ id }) => id));
  await act();
  await send();
  return (await received(who)).filter(({ id }) => !before.has(id));
}

describe("asking for several roles at once", () => {
  test("each is a request of its own, with its rule, its letters and its audit, tied in their order", async () => {
    const { bundleId, ids } = await asked("leo", [
      ["PaymentsOperator", "payments-prod"],
      ["AWSReadOnlyAccess", "payments-dev"],
      ["DatabaseAdmin", "ledger-prod"],
    ]);
    const rows = await stage.as("web", () =>
      db().request.findMany({
        where: { bundleId },
        orderBy: { bundlePlace: "asc" },
        select: {
          id: true,
          bundlePlace: true,
          ruleName: true,
          state: true,
          reason: true,
          letters: { where: { kind: "decision_asked" } },
        },
      }),
    );
    expect(rows.map((row) => row.id)).toEqual(ids);
    expect(rows).toMatchObject([
      { bundlePlace: 1, ruleName: "Payments on call", state: "pending" },
      { bundlePlace: 2, ruleName: "Read outside production", state: "approved", letters: [] },
      { bundlePlace: 3, ruleName: "Payments databases", state: "pending" },
    ]);
    const audited = await owner<{ request_id: string }>(
      "select request_id::text from audit_event where action = 'request.asked' and details ->> 'bundle' = $1 order by id",
      [bundleId],
    );
    expect(audited.map((row) => row.request_id)).toEqual(ids);
  });

  test("says why for each role that cannot be asked, and writes none of them", async () => {
    const first = await asked("leo", [
      ["DatabaseReader", "fraud-prod"],
      ["DatabaseReader", "payouts-prod"],
    ]);
    const before = await countOf("leo");
    const refused = await ask(
      "leo",
      [
        ["PaymentsOperator", "payments-prod"],
        ["LakeAnalyst", "data-lake-prod"],
        ["DatabaseAdmin", "payments-prod"],
        ["DatabaseReader", "fraud-prod"],
        ["PaymentsOperator", "payments-prod"],
      ],
      { minutes: 120 },
    );
    expect(refused).toMatchObject({
      ok: false,
      refusal: {
        code: "bundle-refused",
        of: 5,
        roles: [
          { accountId: stage.accountId("data-lake-prod"), refusal: { code: "not-offered" } },
          { accountId: stage.accountId("payments-prod"), refusal: { code: "too-long", maxMinutes: 60 } },
          { refusal: { code: "already-asked", requestId: first.ids[0] } },
          { refusal: { code: "asked-twice" } },
        ],
      },
    });
    expect(await countOf("leo")).toBe(before);
  });

  test("more than ten are refused before anything is judged", async () => {
    const many = Array.from({ length: 11 }, () => payments[0] ?? (["", ""] as const));
    expect(await ask("leo", many)).toEqual({ ok: false, refusal: { code: "too-many-together", max: 10 } });
  });

  test("limits of a person count every role of it", async () => {
    const rule = await owner<{ id: string }>("select id::text from rule where name = 'Payments on call'");
    // Nearly as many as one may have open, written by the owner as the web would.
    await owner(
      `insert into request (requester_id, requester_name, account_id, account_name, permission_set_arn, permission_set_name, duration_minutes, reason,
        rule_id, rule_name, rule_version, created_at, lapses_at)
       select $1, 'Ines Okafor', lpad(n::text, 12, '0'), 'another', 'arn', 'Another', 60, 'Open.', $2::uuid, 'Payments on call', 1,
        gatehouse_now() - interval '2 h', gatehouse_now() + interval '1 h' from generate_series(1, $3::int) n`,
      [cast.ines.userId, rule[0]?.id, MAX_OPEN_REQUESTS - 2],
    );
    expect(await ask("ines", payments)).toMatchObject({
      refusal: {
        code: "bundle-refused",
        roles: [{ accountId: stage.accountId("ledger-prod"), refusal: { code: "too-many-open" } }],
      },
    });
    expect((await ask("ines", payments.slice(0, 2))).ok).toBe(true);
  });

  test("a rule's own limit counts the roles of the bundle that fall under it", async () => {
    // Administer production: one at once.
    const refused = await ask(
      "jonas",
      [
        ["AWSAdministratorAccess", "payments-prod"],
        ["IncidentResponder", "payments-prod"],
        ["AWSAdministratorAccess", "ledger-prod"],
      ],
      { minutes: 30, ticket: "INC-12", reason: "Payments are down in every region." },
    );
    expect(refused).toMatchObject({
      refusal: {
        code: "bundle-refused",
        roles: [{ accountId: stage.accountId("ledger-prod"), refusal: { code: "too-many-at-once", max: 1 } }],
      },
    });
  });

  test("of two bundles with a role in common at the same time one is asked, and the other not at all", async () => {
    const before = await countOf("jonas");
    const pairs: readonly Pair[] = [
      ["PaymentsOperator", "fraud-prod"],
      ["DatabaseReader", "fraud-prod"],
    ];
    const results = await stage.person("jonas", (doing) => {
      const roles = pairs.map(([set, account]) => ({
        accountId: stage.accountId(account),
        permissionSetArn: stage.permissionSetArn(set),
      }));
      const words = { minutes: 60, startsAt: null, reason: "Looking at cards.", ticket: null };
      return Promise.all([
        requestBundle(doing, { roles, ...words }),
        requestBundle(doing, { roles: roles.toReversed(), ...words }),
        requestBundle(doing, { roles, ...words }),
      ]);
    });
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    for (const result of results.filter(({ ok }) => !ok))
      expect(result).toMatchObject({ refusal: { code: "bundle-refused", roles: [{}, {}] } });
    expect(await countOf("jonas")).toBe(before + 2);
  });
});

describe("what the database refuses", () => {
  const insert = (
    bundleId: string,
    requester: Who,
    change: { account?: string; minutes?: number; reason?: string },
    at = 1,
  ) =>
    `insert into request (requester_id, requester_name, account_id, account_name, permission_set_arn, permission_set_name, duration_minutes, reason,
      rule_id, rule_name, rule_version, created_at, lapses_at, bundle_id, bundle_place)
     values ('${cast[requester].userId}', 'x', '${change.account ?? "000000000001"}', 'a', 'arn', 's', ${change.minutes ?? 60}, '${change.reason ?? "Because."}',
      gen_random_uuid(), 'r', 1, '2026-11-24T12:00:00Z', '2036-11-24T13:00:00Z', '${bundleId}', ${at})`;
  const bundle = (id: string, requester: Who) =>
    `insert into bundle (id, requester_id, created_at) values ('${id}', '${cast[requester].userId}', '2026-11-24T12:00:00Z')`;

  /** Everything in one transaction of the web's role, which is taken back. */
  async function asWeb(...statements: string[]): Promise<string> {
    const client = new pg.Client({ connectionString: stage.urls.web });
    await client.connect();
    try {
      await client.query("begin");
      for (const statement of statements) await client.query(statement);
      await client.query("set constraints all immediate");
      return "taken";
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    } finally {
      await client.query("rollback");
      await client.end();
    }
  }
  const id = "00000000-0000-4000-8000-00000000b001";

  test("a bundle of one person is taken", async () => {
    expect(
      await asWeb(
        bundle(id, "leo"),
        insert(id, "leo", {}),
        insert(id, "leo", { account: "000000000002" }, 2),
      ),
    ).toBe("taken");
  });

  test.each([
    ["somebody else's request", () => [bundle(id, "leo"), insert(id, "ines", {})], /foreign key/],
    [
      "two at one place",
      () => [bundle(id, "leo"), insert(id, "leo", {}), insert(id, "leo", { account: "000000000002" })],
      /duplicate key/,
    ],
    ["an eleventh", () => [bundle(id, "leo"), insert(id, "leo", {}, 11)], /request_bundle_place/],
    [
      "another length",
      () => [
        bundle(id, "leo"),
        insert(id, "leo", {}),
        insert(id, "leo", { account: "000000000002", minutes: 61 }, 2),
      ],
      /not asked alike/,
    ],
    [
      "another reason",
      () => [
        bundle(id, "leo"),
        insert(id, "leo", {}),
        insert(id, "leo", { account: "000000000002", reason: "Other." }, 2),
      ],
      /not asked alike/,
    ],
  ])("%s", async (_, statements, message) => {
    expect(await asWeb(...statements())).toMatch(message);
  });

  test("a request that is added to a bundle later, or moved into one", async () => {
    const { bundleId, ids } = await asked("leo", payments);
    expect(await asWeb(insert(bundleId, "leo", {}, 9))).toMatch(/is written already/);
    expect(await asWeb(`update request set bundle_place = 9 where id = '${ids[0]}'`)).toMatch(
      /permission denied/,
    );
    expect(await asWeb(`update bundle set requester_id = 'x' where id = '${bundleId}'`)).toMatch(
      /permission denied/,
    );
    expect(await asWeb(`delete from bundle where id = '${bundleId}'`)).toMatch(/permission denied/);
    await expect(owner("delete from bundle where id = $1", [bundleId])).rejects.toThrow(/written once/);
  });
});

describe("letters", () => {
  const numbersOf = async (ids: readonly string[]) =>
    (
      await owner<{ number: number }>(
        "select number from request where id = any($1::uuid[]) order by bundle_place",
        [ids],
      )
    ).map(({ number }) => number);

  test("EML-12 an approver gets one letter with one link for all that they may decide", async () => {
    let ids: string[] = [];
    const got = await newLetters("jonas", async () => {
      ({ ids } = await asked("leo", withSensitive));
    });
    expect(got).toHaveLength(1);
    const [letter] = got;
    expect(letter?.subject).toBe("Leo Marchetti asks for 3 roles in payments-dev for 1 hour");
    expect(letter?.text.match(/https?:\/\/\S+/g)).toHaveLength(1);
    for (const number of await numbersOf(ids)) expect(letter?.text).toContain(`R-${number}`);
    expect(letter?.text.replaceAll(/\s+/g, " ")).toContain("Like an administrator’s");
    const links = await owner<{ request_id: string; also_shown: Record<string, string> }>(
      "select request_id::text, also_shown from decision_link where approver_id = $1 order by created_at desc limit 1",
      [cast.jonas.userId],
    );
    const [link] = links;
    expect(new Set([link?.request_id, ...Object.keys(link?.also_shown ?? {})])).toEqual(new Set(ids));
    const states = await owner<{ state: string; count: number }>(
      "select state::text, count(*)::int from letter where recipient_id = $1 and request_id = any($2::uuid[]) group by 1 order by 1",
      [cast.jonas.userId, ids],
    );
    expect(states).toEqual([
      { state: "sent", count: 1 },
      { state: "superseded", count: 2 },
    ]);
  });

  test("an approver of some of them is told of those, and of no other", async () => {
    let ids: string[] = [];
    const got = await newLetters("marit", async () => {
      ({ ids } = await asked("leo", [
        ["PaymentsOperator", "payments-prod"],
        ["DatabaseAdmin", "payments-prod"],
        ["DatabaseAdmin", "ledger-prod"],
      ]));
    });
    const [first, second, third] = await numbersOf(ids);
    expect(got.map(({ subject }) => subject)).toEqual([
      "Leo Marchetti asks for 2 roles in payments-prod and ledger-prod for 1 hour",
    ]);
    expect(got[0]?.text).toContain(`R-${second}`);
    expect(got[0]?.text).toContain(`R-${third}`);
    expect(got[0]?.text).not.toContain(`R-${first}`);
    expect(got[0]?.text).not.toContain("PaymentsOperator");
  });

  test("what was withdrawn before the letter was written is left out of it", async () => {
    const got = await newLetters("jonas", async () => {
      const { ids } = await asked("leo", payments);
      await owner(
        "update request set state = 'cancelled', settled_at = gatehouse_now() where id = any($1::uuid[])",
        [ids.slice(1)],
      );
    });
    expect(got.map(({ subject }) => subject)).toEqual([
      "Leo Marchetti asks for PaymentsOperator in payments-prod for 1 hour",
    ]);
  });

  test("EML-14 the reminder is one letter too", async () => {
    // What others here left undecided would be reminded of in the same mail.
    await owner(
      "update request set state = 'cancelled', settled_at = gatehouse_now() where state = 'pending'",
    );
    // Mails of earlier tests would have the first one kept back.
    await stage.passMinutes(16);
    await asked("ines", [
      ["PaymentsOperator", "payouts-prod"],
      ["DatabaseReader", "payouts-prod"],
    ]);
    const got = await newLetters("priya", async () => {
      await stage.passMinutes(241);
      await stage.worker((doing) => askAgain(doing));
    });
    expect(
      got.filter(({ subject }) => subject.startsWith("Still undecided: Ines Okafor asks for 2 roles")),
    ).toHaveLength(1);
    expect(got.filter(({ subject }) => subject.includes("Ines Okafor asks for PaymentsOperator"))).toEqual(
      [],
    );
  });
});

describe("letters to the requester", () => {
  test("one tells of all that were denied, once", async () => {
    const { ids } = await asked("leo", payments);
    await send();
    const got = await newLetters("leo", async () => {
      expect(await decide("priya", ids, "deny")).toEqual(["decided", "decided", "decided"]);
      await stage.passMinutes(1);
    });
    expect(got.map(({ subject }) => subject)).toEqual(["3 roles that you asked for together were denied"]);
    const text = got[0]?.text.replaceAll(/\s+/g, " ");
    for (const [set, account] of payments)
      expect(text).toContain(`Priya Raghunathan said no to ${set} in ${account}. Said so.`);
    expect(got[0]?.text.match(/https?:\/\/\S+/g)).toHaveLength(1);
  });

  test("one tells of all that are active, one of all that ended; a single one is told as ever", async () => {
    const pairs = payments.slice(0, 2);
    const { ids } = await asked("ines", pairs);
    const active = await newLetters("ines", async () => {
      expect(await decide("priya", ids)).toEqual(["decided", "decided"]);
      await stage.sweep();
      await stage.passMinutes(1);
    });
    expect(active.map(({ subject }) => subject)).toEqual(["2 roles that you asked for together are active"]);
    const ended = await newLetters("ines", async () => {
      await stage.passMinutes(61);
      await stage.sweep();
      await stage.passMinutes(1);
    });
    expect(ended.map(({ subject }) => subject)).toEqual(["2 roles that you asked for together have ended"]);
  });
});

describe("deciding together", () => {
  test("each is judged by itself: one that is settled already leaves the others", async () => {
    const { ids } = await asked("leo", payments);
    const [first = "", ...rest] = ids;
    expect(await decide("priya", [first], "deny")).toEqual(["decided"]);
    expect(await decide("jonas", ids)).toEqual(["already-settled", "decided", "decided"]);
    expect(await statesOf(ids)).toEqual(["denied", "approved", "approved"]);
    const grants = await owner<{ request_id: string }>(
      "select request_id::text from access_grant where request_id = any($1::uuid[])",
      [ids],
    );
    expect(grants.map((row) => row.request_id).toSorted()).toEqual(rest.toSorted());
  });

  test("APR-08 what is like an administrator's is not approved with others, and is by itself", async () => {
    const { ids } = await asked("leo", withSensitive);
    expect(await decide("jonas", ids)).toEqual(["decided", "only-by-itself", "decided"]);
    expect(await statesOf(ids)).toEqual(["approved", "pending", "approved"]);
    expect(await decide("jonas", ids.slice(1, 2))).toEqual(["decided"]);
    expect(await statesOf(ids)).toEqual(["approved", "approved", "approved"]);
  });

  test("APR-08 a no to all of them is one press", async () => {
    const { ids } = await asked("leo", withSensitive);
    expect(await decide("jonas", ids, "deny")).toEqual(["decided", "decided", "decided"]);
    expect(await statesOf(ids)).toEqual(["denied", "denied", "denied"]);
  });

  test("APR-01 APR-03 nobody decides their own, nor what they are no approver of", async () => {
    const own = await asked("jonas", payments);
    expect(await decide("jonas", own.ids)).toEqual(["own-request", "own-request", "own-request"]);
    const { ids } = await asked("leo", [
      ["PaymentsOperator", "payments-prod"],
      ["DatabaseAdmin", "payments-prod"],
    ]);
    expect(await decide("marit", ids)).toEqual(["not-an-approver", "decided"]);
    expect(await statesOf(ids)).toEqual(["pending", "approved"]);
  });

  test("EML-08 a hash of other content decides nothing of that one, and leaves the others", async () => {
    const { ids } = await asked("leo", payments);
    const result = await stage.person("priya", async (doing) => {
      const rows = await db().request.findMany({ where: { id: { in: ids } } });
      const requests = await Promise.all(
        rows.map(async (row) => ({
          requestId: row.id,
          grantedMinutes: 60,
          contentHash: row.id === ids[0] ? "0".repeat(64) : contentHash(await requestContent(db(), row)),
        })),
      );
      return decideTogether(doing, { verdict: "approve", comment: "", picked: requests }, terms);
    });
    expect(result).toMatchObject({ ok: true });
    expect(await statesOf(ids)).toEqual(["pending", "approved", "approved"]);
  });
});

test("WEB-04 of a bundle everybody sees what they may: the requester, whoever decides, and nobody else", async () => {
  const { bundleId, ids } = await asked("leo", payments);
  const seenBy = (who: Who) =>
    stage.person(who, async ({ actor, now }) => {
      const seen = await bundled(actor.viewer, [bundleId]);
      const mine = await toDecideOf(actor.viewer, seen, now);
      return { seen: seen.map(({ id }) => id), toDecide: mine.map(({ id }) => id) };
    });
  expect(await seenBy("leo")).toEqual({ seen: ids, toDecide: [] });
  expect(await seenBy("priya")).toEqual({ seen: ids, toDecide: ids });
  expect(await seenBy("ines")).toEqual({ seen: [], toDecide: [] });
  expect(await decide("priya", ids.slice(0, 1))).toEqual(["decided"]);
  expect(await seenBy("priya")).toEqual({ seen: ids, toDecide: ids.slice(1) });
});

describe("withdrawing what waits of a bundle", () => {
  test("leaves what is decided, and is the requester's alone", async () => {
    const { bundleId, ids } = await asked("leo", payments);
    expect(await decide("priya", ids.slice(0, 1))).toEqual(["decided"]);
    expect(await stage.person("ines", (doing) => cancelBundle(doing, bundleId))).toMatchObject({
      refusal: { code: "unknown" },
    });
    expect(await stage.person("leo", (doing) => cancelBundle(doing, bundleId))).toEqual({
      ok: true,
      value: { requestIds: ids.slice(1) },
    });
    expect(await statesOf(ids)).toEqual(["approved", "cancelled", "cancelled"]);
    const audited = await owner(
      "select 1 from audit_event where action = 'request.cancelled' and request_id = any($1::uuid[])",
      [ids],
    );
    expect(audited).toHaveLength(2);
    expect(await stage.person("leo", (doing) => cancelBundle(doing, bundleId))).toEqual({
      ok: true,
      value: { requestIds: [] },
    });
  });
});
