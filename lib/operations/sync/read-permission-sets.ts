import { readPermissionSetArns } from "#lib/aws/reads/permission-set-arns.ts";
import {
  type DescribedPermissionSet,
  describePermissionSet,
  readContents,
} from "#lib/aws/reads/permission-sets.ts";
import { areContentsDue } from "#lib/core/catalogue/contents-due.ts";
import { daysTurn } from "#lib/core/catalogue/days-turn.ts";
import type { PermissionSet } from "#lib/core/catalogue.ts";
import { db } from "#lib/db/client.ts";
import { idsIn } from "./crawl-questions.ts";
import { fromTheStart } from "./from-the-start.ts";
import { goneAs } from "./gone-as.ts";
import type { ReadingSettings } from "./reading-settings.ts";
import { counted } from "./run-progress.ts";
import { sideBySide } from "./side-by-side.ts";
import { storedPermissionSet } from "./stored-permission-set.ts";
import { toPermissionSetRow } from "./to-permission-set-row.ts";

/** Sets read at once; five calls for one set's contents are under way together. */
const WIDTH = 4;

/** Lists the permission sets; their ARNs in order. Throws an AwsFault. */
export async function readArns({ aws, crawl, progress }: ReadingSettings): Promise<string[]> {
  if (!crawl.hasListing("permissionSetArns")) {
    const step = progress.reading({
      what: "which permission sets there are",
      service: "sso-admin",
      operation: "ListPermissionSets",
      of: null,
    });
    await crawl.keepListing("permissionSetArns", async function* () {
      for await (const arn of counted(readPermissionSetArns(aws), step)) yield { arn };
    });
    step.ended();
  }
  return idsIn(crawl, "permissionSetArns", "arn");
}

/** Reads every permission set into the crawl, a part each: described always, with its policies and tags when those are due. Throws an AwsFault. */
export async function readPermissionSetParts(
  settings: ReadingSettings,
  arns: readonly string[],
): Promise<void> {
  const { crawl, progress } = settings;
  const step = progress.reading({
    what: "permission sets",
    service: "sso-admin",
    operation: "DescribePermissionSet",
    of: arns.length,
  });
  await sideBySide(arns, WIDTH, async (arn) => {
    if (!crawl.has("permissionSets", arn)) {
      const set = await fromTheStart(() => goneAs(null, () => readSet(settings, arn, arns.length)));
      await crawl.keep("permissionSets", arn, set === null ? [] : [toPermissionSetRow(set)]);
    }
    step.finished(1);
  });
}

async function readSet(
  { aws, depth, turn }: ReadingSettings,
  arn: string,
  sets: number,
): Promise<PermissionSet> {
  const described = await describePermissionSet(aws, arn, "background");
  const stored = await storedPermissionSet(db(), arn);
  if (
    stored === null ||
    areContentsDue({ described, stored, sets, depth, turn: daysTurn(turn.from, turn.to) })
  ) {
    return readContents(aws, described, "background", stored);
  }
  return withContentsOf(stored, described);
}

function withContentsOf(stored: PermissionSet, described: DescribedPermissionSet): PermissionSet {
  return { ...stored, ...described };
}
