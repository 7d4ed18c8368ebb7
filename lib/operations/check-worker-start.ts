import { setTimeout as pause } from "node:timers/promises";
import { AwsFault } from "#lib/aws/aws-fault.ts";
import { type AwsConnection, connectAws } from "#lib/aws/connect.ts";
import type { Hook } from "#lib/core/hooks/hook.ts";
import { db } from "#lib/db/client.ts";
import { ConfigurationError, type WorkerEnv, workerEnv } from "#lib/env.ts";
import { log } from "#lib/log.ts";
import { type Mailer, openMailer } from "#lib/mail/transport.ts";
import { BadHooks, readHooks } from "#lib/read-hooks.ts";
import { checkDatabase } from "./check-database.ts";
import { sharedAllowance } from "./shared-allowance.ts";

/** How long an AWS that is away may take to come back before the start is refused. */
const AWS_PATIENCE_MS = 10_000;
const AWS_PAUSE_MS = 2_000;

/**
 * Everything that the worker needs before it takes up work: its configuration, its database role, AWS and the mail server.
 * While a grant is under way its end must not wait for the mail server, nor is an AWS that is away a reason to stop
 * waiting for it.
 * @param stop ends the waiting for AWS
 * @throws ConfigurationError with one sentence for each problem: the environment's first, then what does not answer
 */
export async function checkWorkerStart(
  stop: AbortSignal,
): Promise<{ env: WorkerEnv; aws: AwsConnection; mailer: Mailer; hooks: readonly Hook[] }> {
  const env = workerEnv();
  const hooks = configuredHooks(env);
  const databaseProblems = await checkDatabase("worker");
  const isHeld = databaseProblems.length === 0 && (await isAnythingHeld());
  const mailer = openMailer({ url: env.SMTP_URL, from: env.MAIL_FROM });
  const [aws, mailProblem] = await Promise.all([
    connectPatiently(env, awsPatienceMs(databaseProblems, isHeld), stop),
    mailer.verify().then(
      () => null,
      (error: unknown) => `SMTP_URL: the mail server does not answer: ${messageOf(error)}.`,
    ),
  ]);
  const problems = [
    ...databaseProblems,
    ...(typeof aws === "string" ? [aws] : []),
    ...(mailProblem && !isHeld ? [mailProblem] : []),
  ];
  if (problems.length > 0 || typeof aws === "string") {
    if (typeof aws !== "string") aws.close();
    mailer.close();
    throw new ConfigurationError(problems);
  }
  if (mailProblem)
    log.error(`${mailProblem} Access is held that has to end, so the worker starts without it.`);
  return { env, aws, mailer, hooks };
}

/** @throws ConfigurationError naming everything that is wrong with the webhooks file */
function configuredHooks(env: WorkerEnv): readonly Hook[] {
  if (!env.NOTIFY_HOOKS_FILE) return [];
  try {
    return readHooks(env.NOTIFY_HOOKS_FILE, {
      environment: process.env,
      isDemo: env.GATEHOUSE_MODE === "demo",
    });
  } catch (error) {
    if (!(error instanceof BadHooks)) throw error;
    throw new ConfigurationError(error.problems.map((problem) => `NOTIFY_HOOKS_FILE: ${problem}.`));
  }
}

/** A database that does not do keeps the budget of AWS calls from being asked, and waiting does not change that. */
function awsPatienceMs(databaseProblems: readonly string[], isHeld: boolean): number {
  if (databaseProblems.length > 0) return 0;
  return isHeld ? Number.POSITIVE_INFINITY : AWS_PATIENCE_MS;
}

/** Connects to AWS, again and again while it is only away or out of breath. What is wrong, as a sentence, when it will not do. */
async function connectPatiently(
  env: WorkerEnv,
  patienceMs: number,
  stop: AbortSignal,
): Promise<AwsConnection | string> {
  const giveUpAt = performance.now() + patienceMs;
  for (;;) {
    try {
      return await connectAws({
        region: env.IDENTITY_CENTER_REGION,
        instanceArn: env.IDENTITY_CENTER_INSTANCE_ARN,
        identityStoreId: env.IDENTITY_STORE_ID,
        allowance: sharedAllowance,
      });
    } catch (error) {
      if (!(error instanceof AwsFault)) throw error;
      const isAway =
        error.kind === "throttled" ||
        error.kind === "unbudgeted" ||
        error.kind === "unavailable" ||
        error.kind === "timeout";
      if (!isAway || stop.aborted || performance.now() + AWS_PAUSE_MS > giveUpAt)
        return `AWS: ${error.message}`;
      log.warn({ err: error }, "AWS is away; trying again");
      await pause(AWS_PAUSE_MS, undefined, { signal: stop }).catch(() => undefined);
    }
  }
}

/** Whether a grant is under way. Removing access on time must not wait for the mail server to come back. */
async function isAnythingHeld(): Promise<boolean> {
  return (await db().grant.count({ where: { endedAt: null }, take: 1 })) > 0;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
