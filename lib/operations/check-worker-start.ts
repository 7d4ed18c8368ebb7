import { AwsFault } from "#lib/aws/aws-fault.ts";
import { type AwsConnection, connectAws } from "#lib/aws/connect.ts";
import { db } from "#lib/db/client.ts";
import { ConfigurationError, type WorkerEnv, workerEnv } from "#lib/env.ts";
import { log } from "#lib/log.ts";
import { type Mailer, openMailer } from "#lib/mail/transport.ts";
import { checkDatabase } from "./check-database.ts";

/**
 * Everything that the worker needs before it takes up work: its configuration, its database role, AWS and the mail server.
 * @throws ConfigurationError with one sentence for each problem: the environment's first, then what does not answer
 */
export async function checkWorkerStart(): Promise<{ env: WorkerEnv; aws: AwsConnection; mailer: Mailer }> {
  const env = workerEnv();
  const mailer = openMailer({ url: env.SMTP_URL, from: env.MAIL_FROM });
  const [databaseProblems, aws, mailProblem] = await Promise.all([
    checkDatabase("worker"),
    connectAws({
      region: env.IDENTITY_CENTER_REGION,
      instanceArn: env.IDENTITY_CENTER_INSTANCE_ARN,
      identityStoreId: env.IDENTITY_STORE_ID,
    }).catch((error: unknown) => awsProblem(error)),
    mailer.verify().then(
      () => null,
      (error: unknown) => `SMTP_URL: the mail server does not answer: ${messageOf(error)}.`,
    ),
  ]);
  const mayMailWait = databaseProblems.length === 0 && (await isAnythingHeld());
  const problems = [
    ...databaseProblems,
    ...(typeof aws === "string" ? [aws] : []),
    ...(mailProblem && !mayMailWait ? [mailProblem] : []),
  ];
  if (problems.length > 0 || typeof aws === "string") {
    if (typeof aws !== "string") aws.close();
    mailer.close();
    throw new ConfigurationError(problems);
  }
  if (mailProblem)
    log.error(`${mailProblem} Access is held that has to end, so the worker starts without it.`);
  return { env, aws, mailer };
}

/** Whether a grant is under way. Removing access on time must not wait for the mail server to come back. */
async function isAnythingHeld(): Promise<boolean> {
  return (await db().grant.count({ where: { endedAt: null }, take: 1 })) > 0;
}

function awsProblem(error: unknown): string {
  if (!(error instanceof AwsFault)) throw error;
  return `AWS: ${error.message}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
