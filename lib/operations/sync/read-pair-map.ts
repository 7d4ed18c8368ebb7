import { AwsFault } from "#lib/aws/aws-fault.ts";
import { readProvisionedPermissionSets } from "#lib/aws/reads/provisioned-permission-sets.ts";
import { countPairs } from "./crawl-questions.ts";
import type { ReadingSettings } from "./reading-settings.ts";
import { sideBySide } from "./side-by-side.ts";

const WIDTH = 16;

/**
 * Reads into the crawl where each permission set is provisioned, a part for each set.
 * @returns how many pairs there are; 0 also when AWS does not tell, which is noted
 * @throws every other AwsFault
 */
export async function readPairMap(
  { aws, crawl, progress }: ReadingSettings,
  arns: readonly string[],
): Promise<number> {
  const step = progress.reading({
    what: "where permission sets are provisioned",
    service: "sso-admin",
    operation: "ListAccountsForProvisionedPermissionSet",
    of: arns.length,
  });
  try {
    await sideBySide(arns, WIDTH, async (arn) => {
      await crawl.keepPart("provisioned", arn, () => readProvisionedPermissionSets(aws, arn));
      step.finished(1);
    });
  } catch (error) {
    if (!(error instanceof AwsFault) || (error.kind !== "not-offered" && error.kind !== "denied"))
      throw error;
    progress.note(`AWS does not tell where permission sets are provisioned: ${error.awsMessage}`);
    return 0;
  }
  return countPairs(crawl);
}
