import type { AwsConnection } from "#lib/aws/connect.ts";
import { readAccounts } from "#lib/aws/reads/accounts.ts";
import { readGroups } from "#lib/aws/reads/groups.ts";
import { readMemberships } from "#lib/aws/reads/memberships.ts";
import { readOrganisation } from "#lib/aws/reads/organisation.ts";
import { readOrganisationalUnits } from "#lib/aws/reads/organisational-units.ts";
import { readPeople } from "#lib/aws/reads/people.ts";
import type { Catalogue } from "#lib/core/catalogue/catalogue-rows.ts";
import { inSteadyOrder } from "#lib/core/catalogue/in-steady-order.ts";
import { explainUnitFault, ouPaths } from "#lib/core/catalogue/ou-paths.ts";
import { collect } from "./collect.ts";
import { readAssignments } from "./read-assignments.ts";
import { readPermissionSetRows } from "./read-permission-sets.ts";
import type { ReadingSettings } from "./reading-settings.ts";
import { RunConnection } from "./run-connection.ts";
import type { RunProgress } from "./run-progress.ts";

/**
 * Reads the whole organisation from AWS: Organizations, the identity store and Identity Center side by side, each on its own budget.
 * @returns everything that AWS lists, or nothing: whatever goes wrong is thrown, as an AwsFault where AWS is the reason
 */
export async function readCatalogue(
  connection: AwsConnection,
  progress: RunProgress,
  settings: ReadingSettings,
): Promise<Catalogue> {
  const run = new RunConnection(connection, progress);
  try {
    const identities = readIdentities(run.aws, progress);
    const [organisation, people, access] = await Promise.all([
      readOrganisationPart(run.aws, progress),
      identities,
      readAccess(run.aws, progress, settings, identities),
    ]);
    return inSteadyOrder({ ...organisation, ...people, ...access });
  } finally {
    run.close();
    for (const operation of connection.notOffered) progress.note(`AWS does not offer ${operation} here.`);
  }
}

type Identities = Pick<Catalogue, "groups" | "people" | "memberships">;

async function readOrganisationPart(aws: AwsConnection, progress: RunProgress) {
  progress.reading("the organisation");
  const organisation = await readOrganisation(aws);
  const listed = await collect(readOrganisationalUnits(aws, organisation.rootId), progress);
  const { paths, faults } = ouPaths(listed);
  for (const fault of faults) progress.note(explainUnitFault(fault));
  const units = listed.map((unit) => ({ ...unit, path: paths.get(unit.id) ?? [unit.id] }));
  progress.reading("accounts");
  const accounts = await collect(
    readAccounts(
      aws,
      listed.map((unit) => unit.id),
    ),
    progress,
  );
  return { organisations: [organisation], units, accounts };
}

async function readIdentities(aws: AwsConnection, progress: RunProgress): Promise<Identities> {
  progress.reading("groups");
  const groups = await collect(readGroups(aws), progress);
  progress.reading("people");
  const people = await collect(readPeople(aws), progress);
  progress.reading("memberships");
  const memberships = await collect(
    readMemberships(
      aws,
      groups.map((group) => group.id),
    ),
    progress,
  );
  return { groups, people, memberships };
}

async function readAccess(
  aws: AwsConnection,
  progress: RunProgress,
  settings: ReadingSettings,
  identities: Promise<Identities>,
) {
  const permissionSets = await readPermissionSetRows(aws, progress, settings);
  const arns = permissionSets.map((set) => set.arn);
  const { groups, people } = await identities;
  const access = await readAssignments(aws, progress, { ...settings, arns, groups, people });
  return { permissionSets, ...access };
}
