import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { WorkerActor } from "#lib/core/actor.ts";
import { closeDb, db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { endSession } from "#lib/operations/end-session.ts";
import { endSessionsOfDisabled } from "#lib/operations/end-sessions-of-disabled.ts";
import { sweepSessions } from "#lib/operations/sweep-sessions.ts";
import { sessionsOf } from "#lib/queries/sessions-of.ts";
import { type OpenedSession, openSession } from "./session.ts";
import { ADMINISTRATORS, AUDITORS, type Stage, setStage } from "./testing/stage.ts";
import { viewerOf } from "./viewer.ts";

const issuer = "https://login.test";
const seen = { address: "203.0.113.9", userAgent: "a test" };
const worker: WorkerActor = { kind: "worker", workerId: "worker-1" };

let stage: Stage;

beforeAll(async () => {
  stage = await setStage(issuer);
});
afterAll(async () => {
  await stage.end();
});
beforeEach(async () => {
  await stage.sql("truncate session, sign_in_identity cascade");
  await stage.sql("delete from membership");
  await stage.sql("delete from person");
  await stage.addPerson({ id: "ada" });
  await stage.addPerson({ id: "bob" });
});

async function open(personId: string, replaces: string | null = null): Promise<OpenedSession> {
  const opening = {
    issuer,
    subject: `subject-of-${personId}`,
    personId,
    authTime: await readNow(),
    seen,
    replaces,
  };
  const session = await db().$transaction(async (tx) => await openSession(tx, opening));
  if (!session) throw new Error("No session was opened.");
  return session;
}

async function asWorker<T>(act: () => Promise<T>): Promise<T> {
  process.env.DATABASE_URL = stage.database.urls.worker;
  try {
    return await act();
  } finally {
    process.env.DATABASE_URL = stage.database.urls.web;
  }
}

const closedBecause = async () =>
  (await stage.sql("select cause from audit_event where action = 'session.closed' order by id")).map(
    ({ cause }) => cause,
  );

describe("a session's limits, by the database's clock", () => {
  test("SES-03 used again and again, it lives twelve hours and no longer", async () => {
    const { token } = await open("ada");
    for (let minutes = 0; minutes < 12 * 60 - 29; minutes += 29) {
      expect(await viewerOf(token, seen)).not.toBeNull();
      await stage.turnClock(29);
    }
    expect(await viewerOf(token, seen)).not.toBeNull();
    await stage.turnClock(29);
    expect(await viewerOf(token, seen)).toBeNull();
  });

  test("SES-03 not used for thirty minutes, it is over", async () => {
    const { token } = await open("ada");
    await stage.turnClock(29.9);
    expect(await viewerOf(token, seen)).not.toBeNull();
    await stage.turnClock(30.1);
    expect(await viewerOf(token, seen)).toBeNull();
  });

  test("SES-03 looking does not write more than once a minute", async () => {
    const { token } = await open("ada");
    const lastSeen = async () => (await stage.sql("select last_seen_at from session"))[0]?.last_seen_at;
    const first = await lastSeen();
    await stage.turnClock(0.9);
    await viewerOf(token, seen);
    expect(await lastSeen()).toEqual(first);
    await stage.turnClock(0.2);
    await viewerOf(token, seen);
    expect(await lastSeen()).not.toEqual(first);
  });

  test("SES-02 its token is 256 random bits, and the row holds only their hash", async () => {
    const { token } = await open("ada");
    expect(Buffer.from(token, "base64url").length).toBe(32);
    const [row] = await stage.sql(
      "select encode(token_hash, 'hex') as hash, sha256($1::bytea) as sha from session",
      [token],
    );
    expect(row?.hash).toBe(Buffer.from(row?.sha instanceof Uint8Array ? row.sha : []).toString("hex"));
  });

  test.each([null, "", "x", "../../etc/passwd", "a".repeat(43), "%00".repeat(20), "é".repeat(43)])(
    "AUT-16 the token %j is nobody",
    async (token) => {
      await open("ada");
      expect(await viewerOf(token, seen)).toBeNull();
    },
  );
});

describe("rights are what the catalogue says at this moment", () => {
  test("AUT-11 a membership makes an administrator or auditor at the next request, and its end unmakes them", async () => {
    const { token } = await open("ada");
    const rights = async () => {
      const viewer = await viewerOf(token, seen);
      return [viewer?.isAdministrator, viewer?.isAuditor];
    };
    expect(await rights()).toEqual([false, false]);
    await stage.sql("insert into membership values ($1, 'ada', now()), ($2, 'ada', now())", [
      ADMINISTRATORS,
      AUDITORS,
    ]);
    expect(await rights()).toEqual([true, true]);
    await stage.sql("delete from membership where group_id = $1", [ADMINISTRATORS]);
    expect(await rights()).toEqual([false, true]);
  });

  test("AUT-11 another person's membership gives nothing", async () => {
    const { token } = await open("ada");
    await stage.sql("insert into membership values ($1, 'bob', now())", [ADMINISTRATORS]);
    expect(await viewerOf(token, seen)).toMatchObject({ personId: "ada", isAdministrator: false });
  });

  test.each([
    ["disabled", "update person set status = 'DISABLED' where id = 'ada'"],
    ["of a status that nobody knows", "update person set status = 'UNKNOWN' where id = 'ada'"],
    ["gone", "delete from person where id = 'ada'"],
  ])(
    "SES-03 a person %s is nobody from that moment, and the worker ends their session",
    async (_, change) => {
      const { token } = await open("ada");
      const other = await open("bob");
      await stage.sql(change);
      expect(await viewerOf(token, seen)).toBeNull();
      expect(
        await asWorker(async () => await endSessionsOfDisabled({ actor: worker, now: await readNow() })),
      ).toBe(1);
      expect(await stage.sql("select person_id from session")).toEqual([{ person_id: "bob" }]);
      expect(await viewerOf(other.token, seen)).not.toBeNull();
      expect(
        await asWorker(async () => await endSessionsOfDisabled({ actor: worker, now: await readNow() })),
      ).toBe(0);
    },
  );

  test("SES-03 no session can be opened for a disabled person, and nothing of the try stays", async () => {
    await stage.sql("update person set status = 'DISABLED' where id = 'ada'");
    await expect(open("ada")).rejects.toThrow("not enabled");
    expect(await stage.sql("select from sign_in_identity")).toEqual([]);
  });
});

describe("who an identity is, for good", () => {
  test("AUT-07 a subject opens no session for another person", async () => {
    await open("ada");
    const opening = { issuer, subject: "subject-of-ada", personId: "bob", authTime: await readNow(), seen };
    expect(await db().$transaction(async (tx) => await openSession(tx, opening))).toBeNull();
  });

  test("AUT-07 a person gets no second subject of the same issuer", async () => {
    await open("ada");
    const opening = { issuer, subject: "another", personId: "ada", authTime: await readNow(), seen };
    expect(await db().$transaction(async (tx) => await openSession(tx, opening))).toBeNull();
  });

  test("AUT-07 two first sign-ins at once bind one identity", async () => {
    const both = await Promise.all([open("ada"), open("ada")]);
    expect(new Set(both.map(({ token }) => token)).size).toBe(2);
    expect((await stage.sql("select from sign_in_identity")).length).toBe(1);
  });
});

describe("ending a session", () => {
  test("SES-04 SES-07 one's own: the row is gone, and the audit says why", async () => {
    const { token, viewer } = await open("ada");
    const doing = { actor: { kind: "person", viewer } as const, now: await readNow() };
    expect(await endSession(doing, { sessionId: viewer.session.id, cause: "signed out" })).toMatchObject({
      ok: true,
    });
    expect(await viewerOf(token, seen)).toBeNull();
    expect((await closedBecause()).at(-1)).toBe("signed out");
    expect(await endSession(doing, { sessionId: viewer.session.id, cause: "signed out" })).toMatchObject({
      refusal: { code: "unknown" },
    });
  });

  test("SES-06 SES-07 another's is not there for a member, and an administrator ends it", async () => {
    const ada = await open("ada");
    const bob = await open("bob");
    const asked = { sessionId: bob.viewer.session.id, cause: "ended by an administrator" };
    const now = await readNow();
    expect(await endSession({ actor: { kind: "person", viewer: ada.viewer }, now }, asked)).toMatchObject({
      refusal: { code: "unknown" },
    });
    expect(await sessionsOf(ada.viewer)).toMatchObject([{ id: ada.viewer.session.id, isThis: true }]);
    await stage.sql("insert into membership values ($1, 'ada', now())", [ADMINISTRATORS]);
    const viewer = await viewerOf(ada.token, seen);
    if (!viewer) throw new Error("The administrator is not signed in.");
    expect(await endSession({ actor: { kind: "person", viewer }, now }, asked)).toMatchObject({ ok: true });
    expect(await viewerOf(bob.token, seen)).toBeNull();
  });

  test("SES-03 the worker sweeps what is over, and nothing else", async () => {
    await open("ada");
    await stage.turnClock(31);
    const fresh = await open("bob");
    expect(await asWorker(async () => await sweepSessions({ actor: worker, now: await readNow() }))).toBe(1);
    expect(await viewerOf(fresh.token, seen)).not.toBeNull();
    expect((await closedBecause()).at(-1)).toBe("nothing happened for thirty minutes");
  });

  test("AUD-01 a session that cannot be recorded is not opened", async () => {
    await stage.sql("revoke insert on audit_event from gatehouse_web");
    try {
      await expect(open("ada")).rejects.toThrow();
      expect(await stage.sql("select from session")).toEqual([]);
    } finally {
      await stage.sql("grant insert on audit_event to gatehouse_web");
    }
    await closeDb();
  });
});
