import {
  DeregisterDelegatedAdministratorCommand,
  RegisterDelegatedAdministratorCommand,
} from "@aws-sdk/client-organizations";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { parseRulesFile } from "#lib/core/rules/rules-file.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { offersFor } from "#lib/queries/access/offers.ts";
import { openGrant } from "./asking/open-grant.ts";
import { decideRequest } from "./decide-request.ts";
import { noteCriticalAccounts } from "./note-critical-accounts.ts";
import { provenBy } from "./proven-by.ts";
import { loadRules } from "./rules/load-rules.ts";
import { hashOf } from "./testing/asking.ts";
import { Stage, type Who } from "./testing/stage.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.set();
});
afterAll(() => stage.strike());

const OWN = "log-archive";
const DELEGATED = "security-tooling";

const note = (own?: string) =>
  stage.worker((doing) => noteCriticalAccounts(doing, stage.aws, own && stage.accountId(own)));

const powers = () =>
  stage.as("worker", async () =>
    (await db().criticalAccount.findMany({ orderBy: { power: "asc" } })).map(({ accountId, power }) => [
      accountId,
      power,
    ]),
  );

/** Makes this the only rule: payments engineers ask for these roles everywhere. */
async function ruled(agree: string): Promise<void> {
  const parsed = parseRulesFile(
    parse(`rules:
  - name: everywhere
    who: { groups: [payments-engineers] }
    permissionSets: { names: [AWSReadOnlyAccess, AWSAdministratorAccess] }
    where: { all: true }
    limits: { max: 4h }
    agree: ${agree}`),
  );
  if (!("rules" in parsed)) throw new Error(parsed.problems.join("\n"));
  const { rules } = parsed;
  await stage.as("migrator", async () =>
    loadRules({ actor: { kind: "host", user: "test" }, now: await readNow() }, rules),
  );
}

async function decide(who: Who, requestId: string): Promise<string> {
  return stage.person(who, async (doing) => {
    const result = await decideRequest(doing, {
      requestId,
      verdict: "approve",
      contentHash: await hashOf(requestId),
      comment: "",
      grantedMinutes: 15,
    });
    return result.ok
      ? (await db().request.findUniqueOrThrow({ where: { id: requestId } })).state
      : result.refusal.code;
  });
}

const offeredIn = (account: string) =>
  stage.person("leo", async ({ actor }) => {
    const [offered] = await offersFor(actor.viewer, stage.accountId(account));
    return (offered?.sets ?? []).map(({ arn }) => arn).toSorted();
  });

const delegation = () => ({
  AccountId: stage.accountId(DELEGATED),
  ServicePrincipal: "sso.amazonaws.com",
});

describe("ELG-06 what gives power over the console", () => {
  test("is the account that it runs in, and whatever AWS lets administer Identity Center", async () => {
    await stage.aws.organizations.send(new RegisterDelegatedAdministratorCommand(delegation()));
    expect(await note(OWN)).toBe(true);
    expect(await powers()).toEqual([
      [stage.accountId(OWN), "own"],
      [stage.accountId(DELEGATED), "delegated"],
    ]);
    expect(await note(OWN)).toBe(false);
    const events = await stage.as("worker", () =>
      db().auditEvent.count({ where: { action: "critical-accounts.changed" } }),
    );
    expect(events).toBe(1);
  });

  test("stays known while AWS does not tell", async () => {
    stage.simulator.set({ notOffered: ["ListDelegatedAdministrators"] });
    await expect(note()).rejects.toThrow();
    stage.simulator.set({ notOffered: [] });
    expect(await powers()).toHaveLength(2);
  });

  test("is told to the worker alone: the web's role can take nothing from it", async () => {
    await stage.as("web", async () => {
      await expect(db().criticalAccount.deleteMany()).rejects.toThrow(/permission denied/);
      await expect(db().$executeRaw`truncate critical_account`).rejects.toThrow(
        /permission denied|must be owner/,
      );
    });
  });
});

describe("ELG-06 a critical role", () => {
  const readOnly = () => stage.permissionSetArn("AWSReadOnlyAccess");
  const administrator = () => stage.permissionSetArn("AWSAdministratorAccess");

  test("is offered by no rule that agrees by itself, or has one person agree", async () => {
    await ruled("automatic");
    expect(await offeredIn(OWN)).toEqual([]);
    expect(await offeredIn(DELEGATED)).toEqual([readOnly()]);
    await ruled("[{ groups: [payments-leads, platform-leads] }]");
    expect(await offeredIn(OWN)).toEqual([]);
    expect(await offeredIn(DELEGATED)).toEqual([readOnly()]);
    expect(await stage.ask("leo", OWN, 15, "AWSReadOnlyAccess")).toMatchObject({
      refusal: { code: "needs-people", least: 2 },
    });
  });

  test("is given when two have agreed, and not before", async () => {
    await ruled("[{ groups: [payments-leads, platform-leads], quorum: 2 }]");
    expect(await offeredIn(DELEGATED)).toEqual([readOnly(), administrator()].toSorted());
    const asked = await stage.ask("leo", OWN, 15, "AWSReadOnlyAccess");
    const id = asked.ok ? asked.value.requestId : "";
    expect(await decide("priya", id)).toBe("pending");
    expect(await decide("jonas", id)).toBe("approved");
    await stage.sweep();
    expect(stage.isInAws("leo", "AWSReadOnlyAccess", OWN)).toBe(true);
  });

  test("is not given on one yes when its account came to this power after it was asked", async () => {
    await note();
    await ruled("[{ groups: [payments-leads, platform-leads] }]");
    const asked = await stage.ask("ines", OWN, 15, "AWSReadOnlyAccess");
    const id = asked.ok ? asked.value.requestId : "";
    await note(OWN);
    expect(await decide("priya", id)).toBe("needs-people");
    expect(await stage.as("worker", () => db().grant.count({ where: { requestId: id } }))).toBe(0);
  });

  test("AWS-02 is not taken up by the worker on one voice", async () => {
    await note();
    const asked = await stage.ask("ines", DELEGATED, 15, "AWSReadOnlyAccess");
    const id = asked.ok ? asked.value.requestId : "";
    expect(await decide("priya", id)).toBe("approved");
    const request = await stage.as("worker", () =>
      db().request.findUniqueOrThrow({ where: { id }, include: { decisions: true, grant: true } }),
    );
    const { grant } = request;
    if (!grant) throw new Error("There is no grant.");
    const proof = () => stage.as("worker", () => provenBy(db(), grant, request));
    expect(await proof()).toBe("approved by Priya Raghunathan");
    await note(DELEGATED);
    expect(await proof()).toBeNull();
  });

  test("AWS-02 is kept by Postgres from a web that would record it on one voice", async () => {
    await note();
    const asked = await stage.ask("ines", "backup-vault", 15, "AWSReadOnlyAccess");
    const id = asked.ok ? asked.value.requestId : "";
    await note("backup-vault");
    await stage.person("priya", async ({ actor, now }) => {
      const { personId, displayName, session } = actor.viewer;
      const written = db().$transaction(async (tx) => {
        const request = await tx.request.findUniqueOrThrow({ where: { id } });
        await tx.decision.create({
          data: {
            requestId: id,
            requesterId: request.requesterId,
            deciderId: personId,
            deciderName: displayName,
            verdict: "approve",
            comment: "",
            grantedMinutes: 15,
            contentHash: "none",
            sessionId: session.id,
            decidedAt: now,
          },
        });
        await tx.request.update({ where: { id }, data: { state: "approved", settledAt: now } });
        await openGrant(tx, now, request, { fingerprint: "none", sessionMinutes: 60 }, 15);
      });
      await expect(written).rejects.toThrow(/needs two people who agree/);
    });
  });

  test("is one again that needs no second voice when AWS delegates to its account no more", async () => {
    await stage.aws.organizations.send(new DeregisterDelegatedAdministratorCommand(delegation()));
    await note();
    expect(await powers()).toEqual([]);
  });
});
