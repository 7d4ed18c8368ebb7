import {
  AttachCustomerManagedPolicyReferenceToPermissionSetCommand,
  AttachManagedPolicyToPermissionSetCommand,
  CreatePermissionSetCommand,
  DeleteInlinePolicyFromPermissionSetCommand,
  DeletePermissionsBoundaryFromPermissionSetCommand,
  DescribePermissionSetCommand,
  DescribePermissionSetProvisioningStatusCommand,
  DetachCustomerManagedPolicyReferenceFromPermissionSetCommand,
  DetachManagedPolicyFromPermissionSetCommand,
  GetInlinePolicyForPermissionSetCommand,
  GetPermissionsBoundaryForPermissionSetCommand,
  ListAccountsForProvisionedPermissionSetCommand,
  ListCustomerManagedPolicyReferencesInPermissionSetCommand,
  ListManagedPoliciesInPermissionSetCommand,
  ListTagsForResourceCommand,
  ProvisionPermissionSetCommand,
  PutInlinePolicyToPermissionSetCommand,
  PutPermissionsBoundaryToPermissionSetCommand,
  SSOAdminClient,
  TagResourceCommand,
  UntagResourceCommand,
  UpdatePermissionSetCommand,
} from "@aws-sdk/client-sso-admin";
import { afterEach, beforeEach, expect, test } from "vitest";
import { buildOrganisation } from "#demo/seed/organisation/organisation.ts";
import { permissionSetArn } from "#demo/seed/organisation/permission-sets.ts";
import { type AwsSimulator, startAwsSimulator } from "../simulator.ts";

const seed = buildOrganisation();
const InstanceArn = seed.instance.arn;

let simulator: AwsSimulator;
let sso: SSOAdminClient;
let PermissionSetArn: string | undefined;

beforeEach(async () => {
  simulator = await startAwsSimulator({
    port: 0,
    seed,
    checkShapes: true,
    rateLimits: false,
    latencyMs: 1000,
  });
  sso = new SSOAdminClient({
    endpoint: simulator.url,
    region: seed.region,
    maxAttempts: 1,
    credentials: { accessKeyId: "simulated", secretAccessKey: "simulated" },
  });
  const Tags = [{ Key: "team", Value: "payments" }];
  const made = await sso.send(new CreatePermissionSetCommand({ InstanceArn, Name: "NightShift", Tags }));
  PermissionSetArn = made.PermissionSet?.PermissionSetArn;
});

afterEach(async () => {
  expect(simulator.shapeViolations).toEqual([]);
  sso.destroy();
  await simulator.close();
});

test("a set is made once by its name, described, changed and tagged", async () => {
  await expect(sso.send(new CreatePermissionSetCommand({ InstanceArn, Name: "NightShift" }))).rejects.toThrow(
    expect.objectContaining({ name: "ConflictException" }),
  );
  const SessionDuration = "PT4H";
  await sso.send(new UpdatePermissionSetCommand({ InstanceArn, PermissionSetArn, SessionDuration }));
  const key = { InstanceArn, PermissionSetArn };
  const { PermissionSet } = await sso.send(new DescribePermissionSetCommand(key));
  expect(PermissionSet).toMatchObject({ Name: "NightShift", SessionDuration });
  const tagged = { InstanceArn, ResourceArn: PermissionSetArn };
  await sso.send(new TagResourceCommand({ ...tagged, Tags: [{ Key: "owner", Value: "ines" }] }));
  await sso.send(new UntagResourceCommand({ ...tagged, TagKeys: ["team"] }));
  const { Tags } = await sso.send(new ListTagsForResourceCommand(tagged));
  expect(Tags).toEqual([{ Key: "owner", Value: "ines" }]);
});

test("policies and a boundary come and go", async () => {
  const key = { InstanceArn, PermissionSetArn };
  const ManagedPolicyArn = "arn:aws:iam::aws:policy/ReadOnlyAccess";
  const CustomerManagedPolicyReference = { Name: "Guard", Path: "/halden/" };
  const PermissionsBoundary = { CustomerManagedPolicyReference };
  const managed = async () =>
    (await sso.send(new ListManagedPoliciesInPermissionSetCommand(key))).AttachedManagedPolicies;
  const customer = async () =>
    (await sso.send(new ListCustomerManagedPolicyReferencesInPermissionSetCommand(key)))
      .CustomerManagedPolicyReferences;
  const inline = async () => (await sso.send(new GetInlinePolicyForPermissionSetCommand(key))).InlinePolicy;

  await sso.send(new AttachManagedPolicyToPermissionSetCommand({ ...key, ManagedPolicyArn }));
  await sso.send(
    new AttachCustomerManagedPolicyReferenceToPermissionSetCommand({
      ...key,
      CustomerManagedPolicyReference,
    }),
  );
  await sso.send(new PutInlinePolicyToPermissionSetCommand({ ...key, InlinePolicy: "{}" }));
  await sso.send(new PutPermissionsBoundaryToPermissionSetCommand({ ...key, PermissionsBoundary }));
  expect(await managed()).toEqual([{ Name: "ReadOnlyAccess", Arn: ManagedPolicyArn }]);
  expect(await customer()).toEqual([CustomerManagedPolicyReference]);
  expect(await inline()).toBe("{}");
  const boundary = await sso.send(new GetPermissionsBoundaryForPermissionSetCommand(key));
  expect(boundary.PermissionsBoundary).toEqual(PermissionsBoundary);

  await sso.send(new DetachManagedPolicyFromPermissionSetCommand({ ...key, ManagedPolicyArn }));
  await sso.send(
    new DetachCustomerManagedPolicyReferenceFromPermissionSetCommand({
      ...key,
      CustomerManagedPolicyReference,
    }),
  );
  await sso.send(new DeleteInlinePolicyFromPermissionSetCommand(key));
  await sso.send(new DeletePermissionsBoundaryFromPermissionSetCommand(key));
  expect(await managed()).toEqual([]);
  expect(await customer()).toEqual([]);
  expect(await inline()).toBe("");
  await expect(sso.send(new GetPermissionsBoundaryForPermissionSetCommand(key))).rejects.toThrow(
    expect.objectContaining({ name: "ResourceNotFoundException" }),
  );
});

test("AWS takes no inline policy that does not parse", () =>
  expect(
    sso.send(new PutInlinePolicyToPermissionSetCommand({ InstanceArn, PermissionSetArn, InlinePolicy: "{" })),
  ).rejects.toThrow(expect.objectContaining({ name: "ValidationException" })));

test("a changed set is outdated where it is provisioned, until it is provisioned again", async () => {
  const key = { InstanceArn, PermissionSetArn: permissionSetArn("PaymentsReadOnly") };
  const accountsWith = async (ProvisioningStatus: "LATEST_PERMISSION_SET_NOT_PROVISIONED" | undefined) => {
    const request = { ...key, ...(ProvisioningStatus ? { ProvisioningStatus } : {}) };
    const { AccountIds = [] } = await sso.send(new ListAccountsForProvisionedPermissionSetCommand(request));
    return AccountIds;
  };
  const everywhere = await accountsWith(undefined);
  expect(everywhere.length).toBeGreaterThan(2);
  expect(await accountsWith("LATEST_PERMISSION_SET_NOT_PROVISIONED")).toEqual([]);
  await sso.send(new PutInlinePolicyToPermissionSetCommand({ ...key, InlinePolicy: "{}" }));
  expect(await accountsWith("LATEST_PERMISSION_SET_NOT_PROVISIONED")).toEqual(everywhere);

  const [TargetId, ...others] = everywhere;
  await provision({ ...key, TargetType: "AWS_ACCOUNT", TargetId });
  expect(await accountsWith("LATEST_PERMISSION_SET_NOT_PROVISIONED")).toEqual(others);
  await provision({ ...key, TargetType: "ALL_PROVISIONED_ACCOUNTS" });
  expect(await accountsWith("LATEST_PERMISSION_SET_NOT_PROVISIONED")).toEqual([]);
});

async function provision(
  request: ConstructorParameters<typeof ProvisionPermissionSetCommand>[0],
): Promise<void> {
  const opened = await sso.send(new ProvisionPermissionSetCommand(request));
  const ProvisionPermissionSetRequestId = opened.PermissionSetProvisioningStatus?.RequestId;
  const status = async () => {
    const asked = { InstanceArn, ProvisionPermissionSetRequestId };
    const answer = await sso.send(new DescribePermissionSetProvisioningStatusCommand(asked));
    return answer.PermissionSetProvisioningStatus?.Status;
  };
  expect(await status()).toBe("IN_PROGRESS");
  simulator.advanceClock(1_000);
  expect(await status()).toBe("SUCCEEDED");
}
