import { randomUUID } from "node:crypto";
import pg from "pg";
import { cast } from "#demo/seed/organisation/cast.ts";
import type { Doing, PersonActor, WorkerActor } from "#lib/core/actor.ts";
import { contentHash } from "#lib/core/content-hash.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { requestContent } from "#lib/db/request-content.ts";
import { decideRequest } from "#lib/operations/decide-request.ts";
import { sweepAssignments } from "#lib/operations/sweep-assignments.ts";
import { Stage, type Who } from "#lib/operations/testing/stage.ts";
import { separateConnections } from "./acting-as.ts";
import { type Story, tellStory } from "./story.ts";

/** One role in one account, for one person. */
export type Target = { readonly account: string; readonly set: string };

/** A request that waits for its decision, and the hash of what its deciders are shown. */
export type Asked = Target & { readonly id: string; readonly contentHash: string };

const REQUESTER = "leo" satisfies Who;
const MINUTES = 60;
const targets: readonly Target[] = ["payments-prod", "ledger-prod", "payouts-prod", "fraud-prod"].flatMap(
  (account) => ["PaymentsOperator", "DatabaseReader"].map((set) => ({ account, set })),
);

/** Where races are run: one organisation, and rows made for each race. What is done here is no part of a race. */
export class Scene {
  readonly stage: Stage;
  readonly #owner: pg.Client;
  readonly #people = new Map<Who, PersonActor>();
  #asked = 0;

  /** Acts under a role of the database, on connections of the side that asks. */
  readonly as: ReturnType<typeof separateConnections>;

  private constructor(stage: Stage, owner: pg.Client) {
    this.stage = stage;
    this.#owner = owner;
    this.as = separateConnections(stage.urls);
  }

  static async set(): Promise<Scene> {
    const stage = await Stage.set();
    const owner = new pg.Client({ connectionString: stage.urls.owner, options: "-c timezone=UTC" });
    await owner.connect();
    // Two that wait for each other are told so at once.
    await owner.query(
      `alter database ${owner.escapeIdentifier(owner.database ?? "")} set deadlock_timeout = '20ms'`,
    );
    const scene = new Scene(stage, owner);
    for (const who of ["leo", "priya", "jonas", "marit"] as const)
      scene.#people.set(who, await stage.person(who, async ({ actor }) => actor));
    return scene;
  }

  /** Runs one statement outside every race. */
  async sql<Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<Row[]> {
    return (await this.#owner.query<Row>(text, [...values])).rows;
  }

  readonly isWaiting = async (pid: number): Promise<boolean> => {
    const [row] = await this.sql<{ waits: boolean }>(
      "select cardinality(pg_blocking_pids($1)) > 0 as waits",
      [pid],
    );
    return row?.waits ?? false;
  };

  /**
   * Puts a request there; each for another role than the one before.
   * @param extended the grant that it is to go on after
   */
  async ask(
    target: Target = targets[this.#asked++ % targets.length] ?? { account: "", set: "" },
    extended: string | null = null,
  ): Promise<Asked> {
    const [row] = await this.sql<{ id: string }>(
      `insert into request (requester_id, requester_name, account_id, account_name, permission_set_arn, permission_set_name, duration_minutes, reason,
         rule_id, rule_name, rule_version, created_at, lapses_at, extends_grant_id, starts_at)
       select $1, $2, $3, $4, $5, $6, ${MINUTES}, 'Replay stuck refunds.', rule.id, name, version, gatehouse_now(),
         coalesce(g.ends_at, gatehouse_now() + interval '1 day'), g.id, g.ends_at
       from rule left join access_grant g on g.id = $7 where name = 'Payments on call' returning id::text`,
      [
        cast[REQUESTER].userId,
        cast[REQUESTER].displayName,
        this.stage.accountId(target.account),
        target.account,
        this.stage.permissionSetArn(target.set),
        target.set,
        extended,
      ],
    );
    if (!row) throw new Error("Nothing was asked for.");
    const request = await db().request.findUniqueOrThrow({ where: { id: row.id } });
    return { ...target, id: row.id, contentHash: contentHash(await requestContent(db(), request)) };
  }

  /** Acts as a signed-in person, as the web does: the moment is read first. */
  person<T>(who: Who, act: (doing: Doing<PersonActor>) => Promise<T>): Promise<T> {
    const actor = this.#people.get(who);
    if (!actor) throw new Error(`${who} is not signed in.`);
    return this.as("web", async () => act({ actor, now: await readNow() }));
  }

  worker<T>(workerId: string, act: (doing: Doing<WorkerActor>) => Promise<T>): Promise<T> {
    return this.as("worker", async () => act({ actor: { kind: "worker", workerId }, now: await readNow() }));
  }

  decide(who: Who, asked: Asked, verdict: "approve" | "deny") {
    return this.person(who, (doing) => decideRequest(doing, this.decision(asked, verdict)));
  }

  /** What the form sends. */
  decision({ id, contentHash: hash }: Asked, verdict: "approve" | "deny") {
    return {
      requestId: id,
      verdict,
      contentHash: hash,
      comment: verdict === "deny" ? "Use the replica." : "",
      grantedMinutes: MINUTES,
    };
  }

  /** Sweeps as one worker until nothing is due for it. */
  async sweep(workerId: string): Promise<readonly Error[]> {
    const faults: Error[] = [];
    for (;;) {
      const swept = await this.worker(workerId, (doing) =>
        sweepAssignments(doing, {
          aws: this.stage.aws,
          instanceArn: this.stage.organisation.instance.arn,
          maxOpenOperations: 8,
          pace: { usualMs: 0 },
        }),
      );
      faults.push(...swept.faults);
      if (swept.advanced === 0) return faults;
    }
  }

  /** Approves a request, as an approver did before the race. */
  async grant(asked: Asked): Promise<Asked & { grantId: string }> {
    await this.sql("update request set state = 'approved', settled_at = gatehouse_now() where id = $1", [
      asked.id,
    ]);
    await this.sql(
      `insert into decision (request_id, requester_id, decider_id, decider_name, verdict, comment, granted_minutes, content_hash, session_id, decided_at)
       values ($1, $2, $3, $4, 'approve', '', ${MINUTES}, $5, $6, gatehouse_now())`,
      [
        asked.id,
        cast[REQUESTER].userId,
        cast.priya.userId,
        cast.priya.displayName,
        asked.contentHash,
        randomUUID(),
      ],
    );
    const [grant] = await this.sql<{ id: string }>(
      `insert into access_grant (request_id, person_id, account_id, permission_set_arn, starts_at, ends_at, session_minutes, fingerprint, created_at)
       select r.id, r.requester_id, r.account_id, r.permission_set_arn, m.starts_at, m.starts_at + interval '${MINUTES} minutes', s.session_minutes, s.fingerprint, m.starts_at
       from request r join permission_set s on s.arn = r.permission_set_arn,
         lateral (select coalesce(r.starts_at, date_trunc('milliseconds', gatehouse_now())) as starts_at) m
       where r.id = $1 returning id::text`,
      [asked.id],
    );
    if (!grant) throw new Error("Nothing was granted.");
    return { ...asked, grantId: grant.id };
  }

  /** A grant that is held in AWS. */
  async hold(): Promise<Asked & { grantId: string }> {
    const granted = await this.grant(await this.ask());
    await this.stage.sweep();
    if (!this.isInAws(granted)) throw new Error("AWS does not hold it.");
    return granted;
  }

  /** Lets a grant's end be a moment ago. */
  async letEnd(grantId: string): Promise<Date> {
    const [row] = await this.sql<{ endsAt: Date }>(
      `with over as (
         update access_grant set ends_at = date_trunc('milliseconds', gatehouse_now()) where id = $1 returning managed_assignment_id, ends_at
       ) update managed_assignment m set due_at = over.ends_at from over where m.id = over.managed_assignment_id returning over.ends_at as "endsAt"`,
      [grantId],
    );
    if (!row) throw new Error("It was never taken up.");
    return row.endsAt;
  }

  /** Ends what a race left standing, so that the next one begins with nothing. */
  async endHeld(grantId: string): Promise<void> {
    await this.letEnd(grantId);
    const faults = await this.stage.sweep();
    if (faults.length > 0) throw new AggregateError(faults, "What a race left standing could not be ended.");
  }

  /** Turns the one clock, and AWS's with it. */
  async passSeconds(seconds: number): Promise<void> {
    await this.sql("update demo.clock set ahead = ahead + make_interval(secs => $1)", [seconds]);
    this.stage.simulator.advanceClock(seconds * 1_000);
  }

  /** Everything that is recorded of a request. */
  story(requestId: string): Promise<Story> {
    return tellStory(this, requestId);
  }

  isInAws({ set, account }: Target): boolean {
    return this.stage.isInAws(REQUESTER, set, account);
  }

  /** Lets what a race left behind rest, so that the next one has the organisation to itself. */
  async clear(): Promise<void> {
    await this.sql(
      "update access_grant set state = 'cancelled', ended_at = gatehouse_now() where state = 'scheduled'",
    );
    await this.sql(
      "update managed_assignment set due_at = null, lease_owner = null, lease_until = null where due_at is not null",
    );
    await this.sql(
      "update request set state = 'cancelled', settled_at = gatehouse_now() where state = 'pending'",
    );
  }

  async strike(): Promise<void> {
    await this.#owner.end();
    await this.stage.strike();
  }
}
