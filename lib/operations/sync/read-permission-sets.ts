import { AwsFault } from "#lib/aws/aws-fault.ts";
import type { AwsConnection } from "#lib/aws/connect.ts";
import { inParallel } from "#lib/aws/in-parallel.ts";
import { readPermissionSetArns } from "#lib/aws/reads/permission-set-arns.ts";
import { readPermissionSet } from "#lib/aws/reads/permission-sets.ts";
import type { PermissionSetRow } from "#lib/core/catalogue/catalogue-rows.ts";
import { permissionSetFingerprint } from "#lib/core/catalogue/permission-set-fingerprint.ts";
import type { PermissionSet } from "#lib/core/catalogue.ts";
import { permissionSetId } from "#lib/paths.ts";
import { collect } from "./collect.ts";
import type { ReadingSettings } from "./reading-settings.ts";
import type { RunProgress } from "./run-progress.ts";

/** Up to this many sets, reading all of their contents costs little more than reading who holds them. */
const DETAILS_ALWAYS_UP_TO = 150;

/** Every permission set with its content; contents that need not be read again come from what is stored. Throws an AwsFault. */
export async function readPermissionSetRows(
  aws: AwsConnection,
  progress: RunProgress,
  { stored, readAllDetails }: Pick<ReadingSettings, "stored" | "readAllDetails">,
): Promise<PermissionSetRow[]> {
  progress.reading("permission sets");
  const arns = await collect(readPermissionSetArns(aws));
  const isAll = readAllDetails || arns.length <= DETAILS_ALWAYS_UP_TO;
  const known = new Map(isAll ? [] : stored.permissionSets.map((set) => [set.arn, set] as const));
  if (isAll) progress.readsAllDetails();
  const sets: PermissionSetRow[] = [];
  for await (const set of inParallel(arns, 3, async (arn) => known.get(arn) ?? (await readOne(aws, arn)))) {
    if (set === null) continue;
    sets.push(toRow(set));
    progress.read(1);
  }
  return sets;
}

/** Null when the set was deleted after it had been listed. */
async function readOne(aws: AwsConnection, arn: string): Promise<PermissionSet | null> {
  try {
    return await readPermissionSet(aws, arn, "background");
  } catch (error) {
    if (error instanceof AwsFault && error.kind === "gone") return null;
    throw error;
  }
}

function toRow(set: PermissionSet): PermissionSetRow {
  return { ...set, id: permissionSetId(set.arn), fingerprint: permissionSetFingerprint(set) };
}
