import { readFileSync } from "node:fs";
import { CloseAccountCommand } from "@aws-sdk/client-organizations";
import { parse } from "yaml";
import { type AwsSimulator, startAwsSimulator } from "#demo/aws/simulator.ts";
import { installClock, shiftClock } from "#demo/clock/install-clock.ts";
import { webEnvironment } from "#demo/environment.ts";
import { halden } from "#demo/halden.ts";
import { createTestDatabase, type TestDatabase } from "#demo/postgres/testing/create-test-database.ts";
import { template } from "#demo/postgres/testing/test-cluster.ts";
import { cast } from "#demo/seed/organisation/cast.ts";
import { buildOrganisation } from "#demo/seed/organisation/organisation.ts";
import { openSession } from "#lib/auth/session.ts";
import { createAssignment, deleteAssignment } from "#lib/aws/assignments.ts";
import { type AwsConnection, connectAws } from "#lib/aws/connect.ts";
import { localAllowance } from "#lib/aws/local-allowance.fixture.ts";
import type { Doing, PersonActor, WorkerActor } from "#lib/core/actor.ts";
import { parseRulesFile } from "#lib/core/rules/rules-file.ts";
import { closeDb, db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { requestAccess } from "#lib/operations/request-access.ts";
import { loadRules } from "#lib/operations/rules/load-rules.ts";
import { sweepAssignments } from "#lib/operations/sweep-assignments.ts";
import { syncDue } from "#lib/operations/sync-catalogue.ts";

export type Role = "web" | "worker" | "migrator" | "owner";
export type Who = keyof typeof cast;

const ports = { web: 3000, identity: 3001, inbox: 3002, simulator: 3003, smtp: 3025, postgres: 3054 };
const secrets = {
  owner: "test",
  migrator: "test",
  web: "test",
  worker: "test",
  oidcClient: "test",
  signIn: "s".repeat(32),
};
const worker: WorkerActor = { kind: "worker", workerId: "test-worker" };
const MAX_SWEEPS = 200;

/** A whole organisation on real parts: a database of its own, the simulated AWS, the catalogue read, the rules loaded. */
export class Stage {
  readonly #database: TestDatabase;
  readonly simulator: AwsSimulator;
  readonly aws: AwsConnection;
  readonly organisation = buildOrganisation();

  private constructor(database: TestDatabase, simulator: AwsSimulator, aws: AwsConnection) {
    this.#database = database;
    this.simulator = simulator;
    this.aws = aws;
  }

  /** @param ownerUrl the owner's connection to a cluster that is the test's own; without it the run's */
  static async set(ownerUrl?: string): Promise<Stage> {
    const organisation = buildOrganisation();
    const [database, simulator] = await Promise.all([
      createTestDatabase(template, ownerUrl),
      startAwsSimulator({ port: 0, seed: organisation, checkShapes: true, rateLimits: false, latencyMs: 0 }),
    ]);
    for (const service of ["SSO_ADMIN", "IDENTITYSTORE", "ORGANIZATIONS"])
      process.env[`AWS_ENDPOINT_URL_${service}`] = simulator.url;
    process.env.AWS_ACCESS_KEY_ID = "test";
    process.env.AWS_SECRET_ACCESS_KEY = "test";
    Object.assign(process.env, webEnvironment({ ports, secrets, organisation: halden() }));
    await installClock(database.urls.owner);
    const aws = await connectAws({
      region: organisation.region,
      instanceArn: organisation.instance.arn,
      identityStoreId: organisation.instance.identityStoreId,
      budgetOf: unlimited,
      allowance: localAllowance(),
    });
    const stage = new Stage(database, simulator, aws);
    await stage.readAgain();
    const rules = parseRulesFile(parse(readFileSync("demo/seed/rules.yaml", "utf8")));
    if (!("rules" in rules)) throw new Error(rules.problems.join("\n"));
    await stage.as("migrator", async () =>
      loadRules({ actor: { kind: "host", user: "test" }, now: await readNow() }, rules.rules),
    );
    return stage;
  }

  get urls(): TestDatabase["urls"] {
    return this.#database.urls;
  }

  /** Does something under one of the database's roles; what runs side by side must run under the same one. */
  async as<T>(role: Role, act: () => Promise<T>): Promise<T> {
    process.env.DATABASE_URL = this.#database.urls[role];
    return act();
  }

  /** Acts as a signed-in person, through a session of their own, under the web's role. */
  async person<T>(who: Who, act: (doing: Doing<PersonActor>) => Promise<T>): Promise<T> {
    return this.as("web", async () => {
      const { userId, externalId } = cast[who];
      const opened = await db().$transaction(async (tx) =>
        openSession(tx, {
          issuer: "https://login.halden.example",
          subject: externalId,
          personId: userId,
          authTime: await readNow(tx),
          seen: { address: null, userAgent: null },
        }),
      );
      if (!opened) throw new Error(`${who} could not sign in.`);
      return act({ actor: { kind: "person", viewer: opened.viewer }, now: await readNow() });
    });
  }

  /** Asks for a role as a person would; PaymentsOperator for a quarter of an hour unless told. */
  ask(who: Who, account: string, minutes = 15, set = "PaymentsOperator") {
    return this.person(who, (doing) =>
      requestAccess(doing, {
        accountId: this.accountId(account),
        permissionSetArn: this.permissionSetArn(set),
        minutes,
        startsAt: null,
        reason: "Replay stuck refunds.",
        ticket: null,
      }),
    );
  }

  /** Acts as the worker, at the database's now. */
  worker<T>(act: (doing: Doing<WorkerActor>) => Promise<T>): Promise<T> {
    return this.as("worker", async () => act({ actor: worker, now: await readNow() }));
  }

  /** Sweeps until nothing is due now. */
  async sweep(): Promise<readonly Error[]> {
    const faults: Error[] = [];
    for (let sweeps = 0; sweeps < MAX_SWEEPS; sweeps += 1) {
      const swept = await this.worker((doing) =>
        sweepAssignments(doing, {
          aws: this.aws,
          maxOpenOperations: 8,
          instanceArn: this.organisation.instance.arn,
          pace: { usualMs: 0 },
        }),
      );
      faults.push(...swept.faults);
      if (swept.advanced === 0) return faults;
    }
    throw new Error("The sweeps did not come to rest.");
  }

  /** Reads the organisation from AWS, when it is due. */
  async readAgain(): Promise<void> {
    const outcome = await this.worker((doing) => syncDue(doing, { aws: this.aws, everyMinutes: 30 }));
    if (outcome?.kind !== "done") throw new Error(`The catalogue was not read: ${JSON.stringify(outcome)}`);
  }

  /** Moves the one clock, and the simulator's with it. */
  async passMinutes(minutes: number): Promise<void> {
    await shiftClock(this.#database.urls.owner, minutes);
    this.simulator.advanceClock(minutes * 60_000);
  }

  accountId(name: string): string {
    return pick(this.organisation.accounts, name).id;
  }

  permissionSetArn(name: string): string {
    return pick(this.organisation.permissionSets, name).arn;
  }

  /** Whether AWS itself holds the assignment, by the simulator's own listing. */
  isInAws(who: Who, set: string, account: string): boolean {
    return this.simulator
      .state()
      .assignments.some(
        (assignment) =>
          assignment.accountId === this.accountId(account) &&
          assignment.permissionSetArn === this.permissionSetArn(set) &&
          assignment.principalType === "USER" &&
          assignment.principalId === cast[who].userId,
      );
  }

  #target(who: Who, set: string, account: string) {
    return {
      accountId: this.accountId(account),
      permissionSetArn: this.permissionSetArn(set),
      personId: cast[who].userId,
    };
  }

  /** What an administrator does in AWS, without Gatehouse. */
  async createOutside(who: Who, set: string, account: string): Promise<void> {
    await createAssignment(this.aws, this.#target(who, set, account), { lane: "interactive" });
  }

  async removeOutside(who: Who, set: string, account: string): Promise<void> {
    await deleteAssignment(this.aws, this.#target(who, set, account));
  }

  async closeAccount(name: string): Promise<void> {
    await this.aws.organizations.send(new CloseAccountCommand({ AccountId: this.accountId(name) }));
  }

  async strike(): Promise<void> {
    this.aws.close();
    await closeDb();
    await this.simulator.close();
    await this.#database.drop();
  }
}

function unlimited() {
  const rate = { perSecond: 100_000, burst: 100_000 };
  return { name: "test", shared: rate, reserve: rate };
}

function pick<T extends { name: string }>(things: readonly T[], name: string): T {
  const found = things.find((thing) => thing.name === name);
  if (!found) throw new Error(`The organisation has no ${name}.`);
  return found;
}
