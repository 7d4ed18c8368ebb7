import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { cast } from "#demo/seed/organisation/cast.ts";
import { buildOrganisation } from "#demo/seed/organisation/organisation.ts";
import { permissionSetArn } from "#demo/seed/organisation/permission-sets.ts";
import type { PermissionSet } from "#lib/core/catalogue.ts";
import type { AwsConnection } from "../connect.ts";
import { textWith } from "../expected.fixture.ts";
import { collect, startSimulatedAws } from "../simulated-aws.fixture.ts";
import { readAccountTags } from "./account-tags.ts";
import { readAccounts } from "./accounts.ts";
import { readAssignmentsOfPair } from "./assignments-of-pair.ts";
import { readAssignmentsOfPrincipal } from "./assignments-of-principal.ts";
import { readGroups } from "./groups.ts";
import { readMemberships } from "./memberships.ts";
import { readOrganisation } from "./organisation.ts";
import { readUnitsBelow } from "./organisational-units.ts";
import { readPeople } from "./people.ts";
import { readPermissionSetArns } from "./permission-set-arns.ts";
import { readPermissionSet } from "./permission-sets.ts";
import { readProvisionedPermissionSets } from "./provisioned-permission-sets.ts";

const seed = buildOrganisation();
const operator = permissionSetArn("PaymentsOperator");
const unitIds = [seed.organization.rootId, ...seed.units.map((unit) => unit.id)];

let simulated: Awaited<ReturnType<typeof startSimulatedAws>>;

beforeEach(async () => {
  simulated = await startSimulatedAws();
});

afterEach(async () => {
  expect(simulated.simulator.shapeViolations).toEqual([]);
  await simulated.close();
});

async function* readPermissionSets(aws: AwsConnection): AsyncGenerator<PermissionSet> {
  for await (const arn of readPermissionSetArns(aws)) yield await readPermissionSet(aws, arn, "background");
}

async function restart(...options: Parameters<typeof startSimulatedAws>): Promise<void> {
  await simulated.close();
  simulated = await startSimulatedAws(...options);
}

describe("what AWS holds is read whole", () => {
  test("the organisation, and its units below the root and below each other", async () => {
    const organisation = await readOrganisation(simulated.aws);
    expect(organisation).toEqual(seed.organization);
    const levels = await Promise.all(unitIds.map((id) => collect(readUnitsBelow(simulated.aws, id))));
    expect(levels.flat().sort(byId)).toEqual([...seed.units].sort(byId));
  });

  test.each([
    ["from their paths", true, 0],
    // One call for each unit, and a second page for the one with more than twenty accounts.
    ["from the units, when accounts have no paths", false, unitIds.length + 1],
  ])("accounts with their parents %s", async (_, accountPaths, callsForParents) => {
    await restart({ accountPaths });
    const accounts = await collect(readAccounts(simulated.aws, unitIds));
    expect(accounts.sort(byId)).toEqual(
      seed.accounts
        .map(({ joinedMethod: _method, tags: _tags, joinedAt, ...account }) => ({
          ...account,
          joinedAt: new Date(joinedAt),
        }))
        .sort(byId),
    );
    expect(simulated.simulator.calls("organizations:ListAccountsForParent")).toBe(callsForParents);
    expect(simulated.simulator.calls("organizations:ListAccounts")).toBe(3);
  });

  test("the tags of an account", async () => {
    const tagged = seed.accounts.find(({ tags }) => Object.keys(tags).length > 1);
    expect(await readAccountTags(simulated.aws, tagged?.id ?? "", "background")).toEqual(tagged?.tags);
  });

  test("permission sets with policies, boundary and tags", async () => {
    const sets = await collect(readPermissionSets(simulated.aws));
    expect(sets).toHaveLength(25);
    const known = seed.permissionSets.find((set) => set.name === "DatabaseAdmin");
    expect(sets.find((set) => set.name === "DatabaseAdmin")).toEqual({
      arn: known?.arn,
      name: "DatabaseAdmin",
      description: known?.description,
      sessionMinutes: 120,
      relayState: known?.relayState,
      createdAt: new Date(known?.createdAt ?? ""),
      managedPolicies: [
        {
          kind: "aws",
          arn: "arn:aws:iam::aws:policy/job-function/DatabaseAdministrator",
          name: "DatabaseAdministrator",
        },
      ],
      inlinePolicy: known?.inlinePolicy,
      permissionsBoundary: { kind: "customer", name: "halden-engineer-boundary", path: "/boundaries/" },
      tags: known?.tags,
    });
    expect(sets.find((set) => set.name === "PaymentsReadOnly")).toMatchObject({
      inlinePolicy: null,
      permissionsBoundary: null,
      relayState: null,
    });
    expect(sets.find((set) => set.name === "SandboxOwner")?.permissionsBoundary).toMatchObject({
      kind: "aws",
    });
    expect(sets.find((set) => set.name === "DeploymentOperator")?.managedPolicies).toContainEqual({
      kind: "customer",
      name: "halden-deployment-guard",
      path: "/halden/",
    });
  });

  test("people over several pages, with status and external ids", async () => {
    const people = await collect(readPeople(simulated.aws));
    expect(people).toHaveLength(300);
    expect(new Set(people.map((person) => person.id)).size).toBe(300);
    const { groups: _groups, role: _role, userId, externalId, ...viktor } = cast.viktor;
    expect(people.find((person) => person.id === userId)).toEqual({
      ...viktor,
      id: userId,
      emails: [viktor.email],
      externalIds: [{ issuer: "https://id.halden.example", id: externalId }],
    });
  });

  test("groups and their memberships", async () => {
    const groups = await collect(readGroups(simulated.aws));
    expect(groups).toHaveLength(40);
    const lists = await Promise.all(groups.map(({ id }) => collect(readMemberships(simulated.aws, id))));
    const memberships = lists.flat();
    expect(new Set(memberships.map(({ groupId, personId }) => `${groupId} ${personId}`))).toEqual(
      new Set(seed.memberships.map(({ groupId, userId }) => `${groupId} ${userId}`)),
    );
  });

  test("provisioned pairs, as many as assignments stand on", async () => {
    const arns = await collect(readPermissionSetArns(simulated.aws));
    const lists = await Promise.all(
      arns.map((arn) => collect(readProvisionedPermissionSets(simulated.aws, arn))),
    );
    const pairs = lists.flat();
    const expected = new Set(seed.assignments.map((row) => `${row.accountId} ${row.permissionSetArn}`));
    expect(new Set(pairs.map((pair) => `${pair.accountId} ${pair.permissionSetArn}`))).toEqual(expected);
    expect(pairs).toHaveLength(expected.size);
  });

  test("a pair with more assignments than a page holds", async () => {
    const accountId = accountNamed("shipping-prod");
    const crowd = seed.users.slice(0, 250).map(({ id }) => ({
      accountId,
      permissionSetArn: operator,
      principalType: "USER" as const,
      principalId: id,
    }));
    await restart({ seed: { ...seed, assignments: [...seed.assignments, ...crowd] } });
    const rows = await collect(
      readAssignmentsOfPair(simulated.aws, { accountId, permissionSetArn: operator }),
    );
    expect(new Set(rows.map((row) => row.principalId)).size).toBe(250);
    expect(simulated.simulator.calls("sso-admin:ListAccountAssignments")).toBe(3);
  });

  test("a person's own assignments, without those through groups", async () => {
    const principal = { kind: "user", id: cast.tomasz.userId } as const;
    expect(await readAssignmentsOfPrincipal(simulated.aws, principal)).toEqual({
      way: "open",
      assignments: [
        {
          accountId: accountNamed("sandbox-orders"),
          permissionSetArn: permissionSetArn("SandboxOwner"),
          principalKind: "user",
          principalId: cast.tomasz.userId,
        },
      ],
    });
  });

  test("every group's assignments together are the standing ones", async () => {
    const rows = await Promise.all(
      seed.groups.map(({ id }) => readAssignmentsOfPrincipal(simulated.aws, { kind: "group", id })),
    );
    const count = rows.reduce((sum, row) => sum + (row.way === "open" ? row.assignments.length : 0), 0);
    expect(count).toBe(seed.assignments.filter((row) => row.principalType === "GROUP").length);
  });
});

describe("what cannot be read is never an empty answer", () => {
  test.each([
    ["AccessDeniedException", "denied"],
    ["UnknownOperationException", "not-offered"],
  ] as const)("%s closes the way by principal", async (name, because) => {
    const operation = "ListAccountAssignmentsForPrincipal";
    simulated.simulator.inject({ kind: "error", operation, name, message: "No.", httpStatus: 400 });
    const principal = { kind: "user", id: cast.tomasz.userId } as const;
    expect(await readAssignmentsOfPrincipal(simulated.aws, principal)).toEqual({ way: "closed", because });
  });

  test("a later page that fails for good fails the read", async () => {
    const many = Array.from({ length: 120 }, (_, place) => ({
      id: `group-${place}`,
      displayName: `group-${place}`,
      externalIds: [],
    }));
    await restart({ seed: { ...seed, groups: many } });
    simulated.simulator.inject({ kind: "later-page-fails", operation: "ListGroups" });
    await expect(collect(readGroups(simulated.aws, "interactive"))).rejects.toMatchObject({
      name: "AwsFault",
      kind: "unavailable",
      operation: "ListGroups",
    });
  });

  test("a background read outlives passing throttling, and counts it", async () => {
    simulated.simulator.inject({
      kind: "error",
      operation: "ListPermissionSets",
      name: "ThrottlingException",
      message: "Rate exceeded",
      httpStatus: 400,
      times: 2,
    });
    expect(await collect(readPermissionSetArns(simulated.aws))).toHaveLength(25);
    expect(simulated.aws.limiter.counts().get("sso-admin:ListPermissionSets")).toMatchObject({
      calls: 3,
      throttled: 2,
      retries: 2,
    });
    expect(simulated.aws.limiter.faults().get("throttled")).toBe(2);
  });

  test("an answer without its list is malformed, and named", async () => {
    simulated.simulator.inject({ kind: "answer", operation: "ListUsers", body: {} });
    await expect(collect(readPeople(simulated.aws))).rejects.toMatchObject({
      kind: "malformed",
      operation: "ListUsers",
      awsMessage: textWith("Users"),
    });
  });

  test("a token that repeats is malformed rather than endless", async () => {
    simulated.simulator.inject({
      kind: "answer",
      operation: "ListPermissionSets",
      body: { PermissionSets: [], NextToken: "again" },
    });
    await expect(collect(readPermissionSetArns(simulated.aws))).rejects.toMatchObject({ kind: "malformed" });
  });

  test("an empty page with a token does not end the list", async () => {
    simulated.simulator.inject({
      kind: "answer",
      operation: "ListPermissionSets",
      body: { PermissionSets: [], NextToken: "further" },
      times: 1,
    });
    simulated.simulator.inject({
      kind: "answer",
      operation: "ListPermissionSets",
      body: { PermissionSets: [operator] },
      times: 1,
    });
    expect(await collect(readPermissionSetArns(simulated.aws))).toEqual([operator]);
  });

  test("tags that the endpoint does not offer are noted", async () => {
    simulated.simulator.inject({
      kind: "error",
      operation: "ListTagsForResource",
      name: "UnknownOperationException",
      message: "",
      httpStatus: 400,
    });
    const set = await readPermissionSet(simulated.aws, operator, "interactive");
    expect(set.tags).toEqual({});
    expect([...simulated.aws.notOffered]).toEqual(["sso-admin:ListTagsForResource"]);
  });

  test("a permission set that is gone says so", () =>
    expect(readPermissionSet(simulated.aws, `${operator}0`, "interactive")).rejects.toMatchObject({
      kind: "gone",
    }));
});

function accountNamed(name: string): string {
  return seed.accounts.find((account) => account.name === name)?.id ?? "";
}

function byId(one: { id: string }, other: { id: string }): number {
  return one.id < other.id ? -1 : 1;
}
