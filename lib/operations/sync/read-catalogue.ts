import type { AwsConnection } from "#lib/aws/connect.ts";
import { readAssignments } from "./read-assignments.ts";
import { readMembershipParts, readPrincipals } from "./read-identities.ts";
import { readOrganisationParts } from "./read-organisation.ts";
import { readPairMap } from "./read-pair-map.ts";
import { readArns, readPermissionSetParts } from "./read-permission-sets.ts";
import type { ReadingSettings } from "./reading-settings.ts";
import { RunConnection } from "./run-connection.ts";

/**
 * Reads the whole organisation from AWS into the crawl: Organizations, the identity store and Identity Center side by side, each on its
 * own budget. When it returns, every part is there and written; whatever goes wrong is thrown, as an AwsFault where AWS is the reason, and the finished
 * parts are kept.
 */
export async function readCatalogue(
  connection: AwsConnection,
  settings: Omit<ReadingSettings, "aws">,
): Promise<void> {
  const { crawl, progress } = settings;
  const run = new RunConnection(connection, progress);
  const here = { ...settings, aws: run.aws };
  try {
    const principals = readPrincipals(here);
    await Promise.all([
      readOrganisationParts(here),
      principals.then(() => readMembershipParts(here)),
      readAccess(here, principals),
    ]);
  } finally {
    run.close();
    for (const operation of run.aws.notOffered) progress.note(`AWS does not offer ${operation} here.`);
    await crawl.close();
  }
}

async function readAccess(settings: ReadingSettings, principals: Promise<void>): Promise<void> {
  const arns = await readArns(settings);
  await readPermissionSetParts(settings, arns);
  const pairs = await readPairMap(settings, arns);
  await principals;
  await readAssignments(settings, pairs);
}
