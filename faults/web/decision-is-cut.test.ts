import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { asOwner } from "#demo/postgres/create-roles.ts";
import { until } from "#demo/processes/until.ts";
import { explain } from "#lib/core/refusal.ts";
import { db } from "#lib/db/client.ts";
import { paths } from "#lib/paths.ts";
import { DatabaseDoor } from "../stage/database-door.ts";
import { FaultStage } from "../stage/fault-stage.ts";
import { OwnServer } from "../stage/own-server.ts";
import type { Answered, ShownForm, Visitor } from "../stage/visitor.ts";
import { WebStage } from "../stage/web-stage.ts";

const SOON_MS = 30_000;

let server: OwnServer;
let faults: FaultStage;
/** Between the web and Postgres. */
let door: DatabaseDoor;
let web: WebStage;
let requestId: string;
let priya: Visitor;
let form: ShownForm;
beforeAll(async () => {
  server = await OwnServer.start();
  faults = await FaultStage.set(server);
  door = await DatabaseDoor.open(server.ownerUrl);
  web = await WebStage.set(door.via(faults.stage.urls.web));
});
beforeEach(async () => {
  requestId = await faults.ask("leo", "payments-prod");
});
afterEach(async () => {
  await web.stop();
  await faults.clear();
  await asOwner(faults.stage.urls.owner, async (owner) => {
    await owner.query("drop trigger if exists clash on decision");
  });
  // What a test left undecided is out of the next one's way.
  await faults.stage.passMinutes(24 * 60);
});
afterAll(async () => {
  await web.strike();
  await door.close();
  await faults.strike();
  await server.end();
});

/** An approver has the decision before them, in the web process that runs. */
async function look(): Promise<void> {
  priya = await web.visitor("priya");
  form = await priya.form(paths.request(requestId), "Your decision");
}

const approve = (): Promise<Answered> => priya.send(form, { answer: "approve-15", comment: "" });
const toTheRequest = { status: 303, location: expect.stringContaining(paths.request("")) };

/** All that a decision writes. */
const written = () =>
  faults.stage.as("owner", async () => {
    const where = { requestId };
    const [request, decisions, grants, letters, events] = await Promise.all([
      db().request.findUniqueOrThrow({ where: { id: requestId } }),
      db().decision.count({ where }),
      db().grant.count({ where }),
      db().letter.count({ where: { ...where, kind: "request_approved" } }),
      db().auditEvent.count({ where: { ...where, action: "request.approved" } }),
    ]);
    return { state: request.state, decisions, grants, letters, events };
  });
const nothing = { state: "pending", decisions: 0, grants: 0, letters: 0, events: 0 };
const oneOfEach = { state: "approved", decisions: 1, grants: 1, letters: 1, events: 1 };

test("F77 a web that is killed between the commit and its answer answers the same click as it would have", async () => {
  const dying = await web.start({ at: "decision: committed" });
  await look();
  await expect(approve()).rejects.toThrow();
  expect(await dying.ended()).toBe("SIGKILL");
  expect(await written()).toEqual(oneOfEach);
  await web.start();
  expect(await approve()).toMatchObject(toTheRequest);
  expect(await written()).toEqual(oneOfEach);
  expect((await priya.follow(paths.request(requestId))).html).toMatch(
    /Priya[^<]*<\/b> said(<!-- -->)? (<!-- -->)?yes/,
  );
});

test("F79 a double click is one decision, and both clicks lead to it; so does one hours later", async () => {
  await web.start();
  await look();
  const both = await Promise.all([approve(), approve()]);
  for (const answered of both) expect(answered).toMatchObject(toTheRequest);
  expect(await written()).toEqual(oneOfEach);
  await faults.stage.passMinutes(6 * 60);
  priya = await web.visitor("priya");
  expect(await approve()).toMatchObject(toTheRequest);
  expect(await written()).toEqual(oneOfEach);
});

test("F25 a decision whose commit was never heard of is there; the same click leads to it", async () => {
  await web.start();
  await look();
  door.loseCommitOf("request.approved");
  expect((await approve()).status).toBe(500);
  await door.lost();
  expect(await written()).toEqual(oneOfEach);
  expect(await approve()).toMatchObject(toTheRequest);
  expect(await written()).toEqual(oneOfEach);
});

/** The next so many decisions fail as if they had lost to others. */
const clash = (times: number, code: string) =>
  asOwner(faults.stage.urls.owner, async (owner) => {
    await owner.query(`drop sequence if exists public.clashes cascade; create sequence public.clashes;
      create or replace function public.clash() returns trigger language plpgsql security definer as $$
      begin
        if nextval('public.clashes') <= tg_argv[0]::int then raise exception 'lost to another' using errcode = tg_argv[1]; end if;
        return new;
      end $$;
      create or replace trigger clash before insert on decision for each row execute function public.clash('${times}', '${code}')`);
  });
const tried = () =>
  asOwner(faults.stage.urls.owner, async (owner) => {
    const { rows } = await owner.query<{ tries: string }>("select last_value as tries from public.clashes");
    return Number(rows[0]?.tries);
  });

test.each([
  ["a serialization failure", "40001"],
  ["a deadlock", "40P01"],
])(
  "F28 %s is tried again, three times in all; then the page says so, and the same click decides",
  async (_, code) => {
    await web.start();
    await look();
    await clash(4, code);
    const refused = await approve();
    expect(await tried()).toBe(3);
    expect(refused).toMatchObject({ status: 200, html: expect.stringContaining("Nothing was decided.") });
    expect(refused.html).toContain(explain({ code: "busy" }));
    expect(await written()).toEqual(nothing);
    // The fourth fails too, and the fifth goes through: nobody has to click again.
    expect(await approve()).toMatchObject(toTheRequest);
    expect(await tried()).toBe(5);
    expect(await written()).toEqual(oneOfEach);
  },
);

test("F28 a decision that is in a real deadlock with another is decided all the same", async () => {
  await web.start();
  await look();
  await asOwner(faults.stage.urls.owner, async (owner) => {
    await owner.query("set deadlock_timeout = '20s'");
    await owner.query("begin");
    await owner.query("lock table letter in access exclusive mode");
    const click = approve();
    await until("the decision waits for the other", SOON_MS, async () => waitsForLetters(owner));
    await owner.query("update request set reason = reason where id = $1", [requestId]);
    await owner.query("rollback");
    expect(await click).toMatchObject(toTheRequest);
  });
  expect(await written()).toEqual(oneOfEach);
});

/** Whether somebody waits to write a letter: a decision does, after everything else but its event. */
async function waitsForLetters(owner: {
  query(sql: string): Promise<{ rowCount: number | null }>;
}): Promise<boolean> {
  const waiting = await owner.query(
    "select from pg_locks where not granted and relation = 'letter'::regclass",
  );
  return waiting.rowCount === 1;
}

test("F23 a Postgres that crashes inside a decision keeps nothing of it; the same click decides", async () => {
  await web.start();
  await look();
  const clicked = await asOwner(faults.stage.urls.owner, async (owner) => {
    owner.on("error", () => undefined);
    await owner.query("begin");
    await owner.query("lock table letter in access exclusive mode");
    const click = approve();
    await until("the decision waits, half written", SOON_MS, async () => waitsForLetters(owner));
    await server.stop("crash");
    return click;
  });
  expect(clicked.status).toBe(500);
  await server.start();
  expect(await written()).toEqual(nothing);
  expect(await approve()).toMatchObject(toTheRequest);
  expect(await written()).toEqual(oneOfEach);
});

test("F23 a Postgres that crashes right after a decision was committed has all of it; the same click leads to it", async () => {
  await web.start();
  await look();
  door.loseCommitOf("request.approved");
  expect((await approve()).status).toBe(500);
  await server.stop("crash");
  await server.start();
  expect(await written()).toEqual(oneOfEach);
  expect(await approve()).toMatchObject(toTheRequest);
  expect(await written()).toEqual(oneOfEach);
});
