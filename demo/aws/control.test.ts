import { CreateAccountAssignmentCommand, SSOAdminClient } from "@aws-sdk/client-sso-admin";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { cast } from "#demo/seed/organisation/cast.ts";
import { buildOrganisation } from "#demo/seed/organisation/organisation.ts";
import { permissionSetArn } from "#demo/seed/organisation/permission-sets.ts";
import { type AwsSimulator, startAwsSimulator } from "./simulator.ts";

const seed = buildOrganisation();
const listed = z.array(
  z.object({
    accountName: z.string().nullable(),
    permissionSetName: z.string().nullable(),
    principalName: z.string().nullable(),
    principalType: z.enum(["USER", "GROUP"]),
    madeAt: z.string().optional(),
  }),
);

const faults = z.array(
  z.object({ id: z.string(), kind: z.string(), hits: z.number(), until: z.string().nullable() }),
);

let simulator: AwsSimulator;

beforeEach(async () => {
  simulator = await startAwsSimulator({ port: 0, seed, latencyMs: 1_000 });
});

afterEach(() => simulator.close());

test("lists every assignment by name, the orphan without one", async () => {
  const rows = listed.parse(await (await control("GET", "assignments")).json());
  expect(rows).toHaveLength(seed.assignments.length);
  expect(rows.filter((row) => row.principalName === null)).toHaveLength(1);
  expect(rows.every((row) => row.madeAt === undefined)).toBe(true);
});

test("moving the clock settles what is open, and the page shows it", async () => {
  await create();
  expect(await page()).toContain("create PaymentsOperator in payments-prod for Ines Okafor");
  await control("POST", "clock", { shiftMs: 1_000 });
  const shown = await page();
  expect(shown).toContain("No operation is open.");
  expect(shown).toMatch(/person Ines Okafor<\/td>\s*<td>made /);
  const rows = listed.parse(await (await control("GET", "assignments")).json());
  expect(rows.filter((row) => row.madeAt !== undefined)).toHaveLength(1);
});

test("follows an absolute offset", async () => {
  const answer = await control("POST", "clock", { offsetMs: 3_600_000 });
  expect(await answer.json()).toMatchObject({ offsetMs: 3_600_000 });
  expect(simulator.now().getTime() - Date.now()).toBeGreaterThan(3_500_000);
});

test("a latency of nothing settles at once", async () => {
  await control("POST", "latency", { latencyMs: 0 });
  await create();
  expect(await page()).toContain("No operation is open.");
});

test("a reset returns to the beginning and keeps the clock", async () => {
  await create();
  await control("POST", "clock", { shiftMs: 60_000 });
  await control("POST", "reset");
  const state = simulator.state();
  expect(state.assignments).toHaveLength(seed.assignments.length);
  expect(state.operations).toEqual([]);
  expect(state.clockOffsetMs).toBe(60_000);
});

test("sets and clears faults", async () => {
  await control("POST", "faults", { kind: "error", operation: "CreateAccountAssignment", name: "Trouble" });
  await expect(create()).rejects.toMatchObject({ name: "Trouble" });
  await control("DELETE", "faults");
  await expect(create()).resolves.toBeUndefined();
});

test("tells what is in force, how often each has hit, and clears one of them", async () => {
  await control("POST", "faults", { kind: "throttled", operation: "CreateAccountAssignment", forMs: 60_000 });
  const added = faults.parse(
    await (await control("POST", "faults", { kind: "away", operation: "ListUsers" })).json(),
  );
  expect(added.map(({ kind }) => kind)).toEqual(["throttled", "away"]);
  await expect(create()).rejects.toThrow("Rate exceeded");
  const [first] = faults.parse(await (await control("GET", "faults")).json());
  expect(first).toMatchObject({ kind: "throttled", hits: 1 });
  expect(Date.parse(first?.until ?? "")).toBeGreaterThan(Date.now());
  expect((await control("DELETE", `faults/${first?.id}`)).status).toBe(200);
  expect((await control("DELETE", `faults/${first?.id}`)).status).toBe(404);
  expect(simulator.faults().map(({ kind }) => kind)).toEqual(["away"]);
  await expect(create()).resolves.toBeUndefined();
});

test("settles what would never settle, as it is told", async () => {
  simulator.inject({ kind: "never-settles", operation: "*", times: 1 });
  await create();
  const [open] = simulator.state().operations;
  const settled = await control("POST", "operations/settle", {
    requestId: open?.requestId,
    reason: "Enough.",
  });
  expect(await settled.json()).toMatchObject([{ status: "FAILED", failureReason: "Enough." }]);
  expect(await page()).toContain("No operation is open.");
});

test.each([
  ["clock", { shiftMs: "an hour" }],
  ["latency", { latencyMs: -1 }],
  ["faults", { kind: "earthquake", operation: "*" }],
  ["reset", { everything: true }],
  ["operations/settle", { reason: "" }],
  ["credentials/expire", { all: true }],
])("refuses a %s that does not fit", async (name, body) => {
  expect((await control("POST", name, body)).status).toBe(400);
});

test("does not know other controls", async () => {
  expect((await control("GET", "secrets")).status).toBe(404);
});

test("takes nothing that a form of another site could send", async () => {
  const answer = await fetch(`${simulator.url}/_simulator/reset`, { method: "POST", body: "{}" });
  expect(answer.status).toBe(403);
});

test("shows names as text", async () => {
  await simulator.close();
  const [first, ...others] = seed.users;
  if (!first) throw new Error("Halden has people");
  const hostile = { ...first, displayName: '<img src=x onerror="alert(1)">' };
  simulator = await startAwsSimulator({
    port: 0,
    seed: { ...seed, users: [hostile, ...others] },
    latencyMs: 0,
  });
  await create(hostile.id);
  expect(await page()).not.toContain("<img");
});

function control(method: string, name: string, body?: object): Promise<Response> {
  return fetch(`${simulator.url}/_simulator/${name}`, {
    method,
    headers: { "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
}

async function page(): Promise<string> {
  return (await fetch(simulator.url)).text();
}

async function create(PrincipalId: string = cast.ines.userId): Promise<void> {
  const client = new SSOAdminClient({
    endpoint: simulator.url,
    region: seed.region,
    maxAttempts: 1,
    credentials: { accessKeyId: "simulated", secretAccessKey: "simulated" },
  });
  await client.send(
    new CreateAccountAssignmentCommand({
      InstanceArn: seed.instance.arn,
      TargetId: seed.accounts.find((account) => account.name === "payments-prod")?.id,
      TargetType: "AWS_ACCOUNT",
      PermissionSetArn: permissionSetArn("PaymentsOperator"),
      PrincipalType: "USER",
      PrincipalId,
    }),
  );
  client.destroy();
}
