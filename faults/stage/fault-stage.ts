import { until } from "#demo/processes/until.ts";
import type { AlarmKind } from "#lib/core/alarm-kinds.ts";
import { contentHash } from "#lib/core/content-hash.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { requestContent } from "#lib/db/request-content.ts";
import { decideRequest } from "#lib/operations/decide-request.ts";
import { Stage, type Who } from "#lib/operations/testing/stage.ts";
import { Mailbox } from "./mailbox.ts";
import type { OwnServer } from "./own-server.ts";
import type { Dying } from "./product-process.ts";
import { startWorkerProcess, type WorkerProcess } from "./worker-process.ts";

/** What a grant has to come to before a test is given up. */
const SOON_MS = 45_000;

export const roleUnderTest = "PaymentsOperator";

/** A whole organisation on real parts, with the product's worker as processes that may be killed at any point. */
export class FaultStage {
  readonly stage: Stage;
  readonly mailbox: Mailbox;
  readonly #workers: WorkerProcess[] = [];

  private constructor(stage: Stage, mailbox: Mailbox) {
    this.stage = stage;
    this.mailbox = mailbox;
  }

  /** @param server the Postgres server of a test that stops it; without one the run's */
  static async set(server?: OwnServer): Promise<FaultStage> {
    return new FaultStage(await Stage.set(server?.ownerUrl), await Mailbox.open());
  }

  async startWorker(dying?: Dying, changes: Readonly<Record<string, string>> = {}): Promise<WorkerProcess> {
    const { instance, region } = this.stage.organisation;
    const worker = await startWorkerProcess(
      {
        GATEHOUSE_MODE: "demo",
        GATEHOUSE_URL: "http://127.0.0.1:3000",
        GATEHOUSE_ORGANISATION_NAME: "Halden",
        GATEHOUSE_ADMINISTRATORS_GROUP_ID: process.env.GATEHOUSE_ADMINISTRATORS_GROUP_ID ?? "",
        AWS_ACCESS_PORTAL_URL: "https://halden.awsapps.com/start",
        IDENTITY_CENTER_REGION: region,
        IDENTITY_CENTER_INSTANCE_ARN: instance.arn,
        IDENTITY_STORE_ID: instance.identityStoreId,
        DATABASE_URL: this.stage.urls.worker,
        SMTP_URL: this.mailbox.smtpUrl,
        MAIL_FROM: "Gatehouse <gatehouse@halden.example>",
        AWS_ENDPOINT_URL: this.stage.simulator.url,
        AWS_ACCESS_KEY_ID: "test",
        AWS_SECRET_ACCESS_KEY: "test",
        ...changes,
      },
      dying,
    );
    this.#workers.push(worker);
    return worker;
  }

  /** Kills every worker that a test left. */
  async clear(): Promise<void> {
    await Promise.all(this.#workers.splice(0).map((worker) => worker.kill()));
    this.stage.simulator.clearFaults();
    this.stage.simulator.setLatency(0);
  }

  /** Asks: the id of a request that nobody has decided. */
  async ask(who: Who, account: string, minutes = 15): Promise<string> {
    const asked = await this.stage.ask(who, account, minutes, roleUnderTest);
    if (!asked.ok) throw new Error(asked.refusal.code);
    return asked.value.requestId;
  }

  /** Has an approver say yes to what the request says now. */
  sayYes(requestId: string) {
    return this.stage.person("priya", async (doing) => {
      const request = await db().request.findUniqueOrThrow({ where: { id: requestId } });
      return decideRequest(doing, {
        requestId,
        verdict: "approve",
        contentHash: contentHash(await requestContent(db(), request)),
        comment: "",
        grantedMinutes: request.durationMinutes,
      });
    });
  }

  /** As `sayYes`: the id of its grant. */
  async approve(requestId: string): Promise<string> {
    const decided = await this.sayYes(requestId);
    if (!decided.ok || !decided.value.grantId)
      throw new Error(decided.ok ? "no grant" : decided.refusal.code);
    return decided.value.grantId;
  }

  /** Asks and approves: the id of a grant that begins now. */
  async grant(who: Who, account: string, minutes = 15): Promise<string> {
    return this.approve(await this.ask(who, account, minutes));
  }

  grantOf(id: string) {
    return this.stage.as("owner", () => db().grant.findUniqueOrThrow({ where: { id } }));
  }

  /** What the audit tells of a grant and its request, in order; letters go out when they do. */
  eventsOf(grantId: string): Promise<string[]> {
    return this.stage.as("owner", async () => {
      const events = await db().auditEvent.findMany({
        where: { grantId },
        orderBy: { id: "asc" },
        select: { action: true },
      });
      return events.map(({ action }) => action).filter((action) => /^(grant|request)\./.test(action));
    });
  }

  /** The ledger row of a grant; null before it was taken up. */
  ledgerOf(id: string) {
    return this.stage.as("owner", () =>
      db().managedAssignment.findFirst({ where: { grants: { some: { id } } } }),
    );
  }

  /** Waits until something is so, turning the clock so that leases and pauses pass. */
  async untilTrue(what: string, turnMinutes: number, isSo: () => boolean | Promise<boolean>): Promise<void> {
    let turned = 0;
    const began = performance.now();
    await until(what, SOON_MS, async () => {
      if (await isSo()) return true;
      if (turned < turnMinutes && performance.now() - began > 1_000 * (turned + 1)) {
        turned += 1;
        await this.stage.passMinutes(1);
      }
      return false;
    });
  }

  /** Waits until the grant is in a state, turning the clock so that leases and pauses pass. */
  until(id: string, state: string, turnMinutes = 0): Promise<void> {
    return this.untilTrue(
      `grant is ${state}`,
      turnMinutes,
      async () => (await this.grantOf(id)).state === state,
    );
  }

  /** Turns the clock to just after the grant's end. */
  async passItsEnd(id: string): Promise<void> {
    const { endsAt } = await this.grantOf(id);
    const now = await this.stage.as("owner", () => readNow());
    await this.stage.passMinutes(Math.ceil((endsAt.getTime() - now.getTime()) / 60_000));
  }

  /** Waits until the grant's ledger row says what it waits for. */
  untilWaitsFor(id: string, waitsFor: string): Promise<void> {
    return this.untilTrue(
      `the ledger waits for ${waitsFor}`,
      0,
      async () => (await this.ledgerOf(id))?.waitsFor === waitsFor,
    );
  }

  /** Waits until an alarm of a kind stands. */
  async untilAlarm(kind: AlarmKind): Promise<void> {
    await until(`there is an alarm: ${kind}`, SOON_MS, () =>
      this.stage.as("owner", async () => (await db().alarm.count({ where: { kind, closedAt: null } })) > 0),
    );
  }

  isInAws(who: Who, account: string): boolean {
    return this.stage.isInAws(who, roleUnderTest, account);
  }

  async strike(): Promise<void> {
    await this.clear();
    await this.mailbox.close();
    await this.stage.strike();
  }
}

/** The events of a grant that was created, seen, taken away at its end and seen gone, each once. */
export const ordinaryLife = [
  "request.approved",
  "grant.granting",
  "grant.active",
  "grant.revoking",
  "grant.ended",
];
