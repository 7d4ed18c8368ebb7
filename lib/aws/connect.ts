import { setTimeout } from "node:timers/promises";
import { IdentitystoreClient } from "@aws-sdk/client-identitystore";
import { OrganizationsClient } from "@aws-sdk/client-organizations";
import { DescribeInstanceCommand, SSOAdminClient } from "@aws-sdk/client-sso-admin";
import { z } from "zod";
import { type HeardClock, hearClock } from "./aws-clock.ts";
import { AwsFault } from "./aws-fault.ts";
import { type BudgetOf, budgetOf } from "./budgets.ts";
import { callAws } from "./call.ts";
import { createLimiter, type Limiter } from "./limiter.ts";
import { parseAnswer } from "./parse-answer.ts";
import { createRenewal, type Renewal } from "./renewal.ts";
import type { Allowance } from "./take-token.ts";

export type AwsSettings = {
  /** The region of IAM Identity Center. */
  region: string;
  instanceArn: string;
  identityStoreId: string;
  /** Other budgets than AWS's documented ones. */
  budgetOf?: BudgetOf;
  /** Where the budgets are kept. */
  allowance: Allowance;
};

export type AwsConnection = {
  ssoAdmin: SSOAdminClient;
  identityStore: IdentitystoreClient;
  organizations: OrganizationsClient;
  instanceArn: string;
  identityStoreId: string;
  limiter: Limiter;
  /** What the calls are signed with, to be asked for anew when AWS refuses it. */
  credentials: Renewal;
  /** Operations, as "service:Operation", that the endpoint said it does not have and that a read could do without. */
  notOffered: Set<string>;
  /** What the last answer said of AWS's clock. */
  heardClock(): HeardClock | null;
  close(): void;
};

const instance = z.object({ IdentityStoreId: z.string() });

/**
 * Opens the three clients, pinned to one region, instance and identity store, and asks the instance to describe itself.
 * Throws an AwsFault when it does not answer, or when it belongs to another identity store than configured. Credentials and
 * endpoints come from the SDK's own chain and environment variables.
 */
export async function connectAws(settings: AwsSettings): Promise<AwsConnection> {
  const client = {
    region: settings.region,
    // Every attempt is ours to see, to count and to space.
    maxAttempts: 1,
    requestHandler: { connectionTimeout: 3_000, requestTimeout: 10_000, throwOnRequestTimeout: true },
  };
  const nowMs = () => performance.now();
  let heard: HeardClock | null = null;
  const ssoAdmin = new SSOAdminClient(client);
  const identityStore = new IdentitystoreClient(client);
  const organizations = new OrganizationsClient(client);
  const clients = [ssoAdmin, identityStore, organizations] as const;
  const aws: AwsConnection = {
    ssoAdmin,
    identityStore,
    organizations,
    instanceArn: settings.instanceArn,
    identityStoreId: settings.identityStoreId,
    limiter: createLimiter({
      budgetOf: settings.budgetOf ?? budgetOf,
      allowance: settings.allowance,
      clock: { nowMs, pause },
    }),
    credentials: createRenewal(clients, { nowMs }),
    notOffered: new Set(),
    heardClock: () => heard,
    close() {
      for (const one of clients) one.destroy();
    },
  };
  for (const one of clients)
    hearClock(one, (clock) => {
      heard = clock;
    });
  try {
    await demandPinnedInstance(aws);
  } catch (error) {
    aws.close();
    throw error;
  }
  return aws;
}

async function demandPinnedInstance(aws: AwsConnection): Promise<void> {
  const call = { service: "sso-admin", operation: "DescribeInstance", lane: "interactive" } as const;
  const answer = await callAws(aws, call, () =>
    aws.ssoAdmin.send(new DescribeInstanceCommand({ InstanceArn: aws.instanceArn })),
  );
  const { IdentityStoreId } = parseAnswer(instance, answer, call);
  if (IdentityStoreId === aws.identityStoreId) return;
  throw new AwsFault({
    kind: "unexpected",
    service: call.service,
    operation: call.operation,
    awsMessage: `The instance belongs to identity store ${IdentityStoreId}, but ${aws.identityStoreId} is configured.`,
    requestId: null,
    mayHaveHappened: false,
  });
}

async function pause(ms: number, woken: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal: woken });
  } catch (error) {
    if (!woken.aborted) throw error;
  }
}
