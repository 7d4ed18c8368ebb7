import { IdentitystoreClient } from "@aws-sdk/client-identitystore";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import {
  CreateAccountAssignmentCommand,
  ListAccountAssignmentsCommand,
  SSOAdminClient,
  type SSOAdminClientConfig,
} from "@aws-sdk/client-sso-admin";
import { cast } from "#demo/seed/organisation/cast.ts";
import { buildOrganisation } from "#demo/seed/organisation/organisation.ts";
import { permissionSetArn } from "#demo/seed/organisation/permission-sets.ts";

export const seed = buildOrganisation();
export const InstanceArn = seed.instance.arn;
export const IdentityStoreId = seed.instance.identityStoreId;
export const operator = permissionSetArn("PaymentsOperator");

export type Clients = ReturnType<typeof connect>;

type Connection = Pick<SSOAdminClientConfig, "endpoint" | "requestHandler">;

/** The unmodified clients, which try once; `accessKeyId` null leaves the credentials to the SDK's own chain. */
export function connect(connection: Connection, accessKeyId: string | null = "simulated") {
  const client = {
    ...connection,
    region: seed.region,
    maxAttempts: 1,
    ...(accessKeyId === null ? {} : { credentials: { accessKeyId, secretAccessKey: "simulated" } }),
  };
  const clients = {
    sso: new SSOAdminClient(client),
    store: new IdentitystoreClient(client),
    organizations: new OrganizationsClient(client),
  };
  return {
    ...clients,
    close() {
      for (const one of Object.values(clients)) one.destroy();
    },
  };
}

export function accountId(name: string): string {
  const account = seed.accounts.find((one) => one.name === name);
  if (!account) throw new Error(`Halden has no account ${name}`);
  return account.id;
}

/** PaymentsOperator for a person, Ines unless told. */
export function assignmentIn(account: string, PrincipalId: string = cast.ines.userId) {
  return {
    InstanceArn,
    TargetId: accountId(account),
    TargetType: "AWS_ACCOUNT",
    PermissionSetArn: operator,
    PrincipalType: "USER",
    PrincipalId,
  } as const;
}

/** Returns the operation's id. */
export async function assign({ sso }: Clients, account: string, principalId?: string): Promise<string> {
  const answer = await sso.send(new CreateAccountAssignmentCommand(assignmentIn(account, principalId)));
  return answer.AccountAssignmentCreationStatus?.RequestId ?? "";
}

/** Who has PaymentsOperator in an account, by AWS's own list. */
export async function assignedIn({ sso }: Clients, account: string): Promise<(string | undefined)[]> {
  const { AccountAssignments = [] } = await sso.send(
    new ListAccountAssignmentsCommand({
      InstanceArn,
      AccountId: accountId(account),
      PermissionSetArn: operator,
    }),
  );
  return AccountAssignments.map((row) => row.PrincipalId);
}
