import { readGroups } from "#lib/aws/reads/groups.ts";
import { readMemberships } from "#lib/aws/reads/memberships.ts";
import { readPeople } from "#lib/aws/reads/people.ts";
import { steadyGroup, steadyPerson } from "#lib/core/catalogue/in-steady-order.ts";
import { idsIn } from "./crawl-questions.ts";
import type { ReadingSettings } from "./reading-settings.ts";
import { counted } from "./run-progress.ts";
import { sideBySide } from "./side-by-side.ts";

/** Calls under way at once: enough for the budget when AWS takes a second for an answer. */
const WIDTH = 16;

/** Lists groups and people into the crawl. Throws an AwsFault. */
export async function readPrincipals({ aws, crawl, progress }: ReadingSettings): Promise<void> {
  const store = { service: "identitystore", of: null } as const;
  if (!crawl.hasListing("groups")) {
    const step = progress.reading({ what: "groups", operation: "ListGroups", ...store });
    await crawl.keepListing("groups", () => mapped(counted(readGroups(aws), step), steadyGroup));
    step.ended();
  }
  if (!crawl.hasListing("people")) {
    const step = progress.reading({ what: "people", operation: "ListUsers", ...store });
    await crawl.keepListing("people", () => mapped(counted(readPeople(aws), step), steadyPerson));
    step.ended();
  }
}

/** Lists the members of every listed group into the crawl. Throws an AwsFault. */
export async function readMembershipParts({ aws, crawl, progress }: ReadingSettings): Promise<void> {
  const groupIds = await idsIn(crawl, "groups");
  const step = progress.reading({
    what: "memberships",
    service: "identitystore",
    operation: "ListGroupMemberships",
    of: groupIds.length,
  });
  await sideBySide(groupIds, WIDTH, async (groupId) => {
    await crawl.keepPart("memberships", groupId, () => readMemberships(aws, groupId));
    step.finished(1);
  });
}

async function* mapped<Row>(rows: AsyncIterable<Row>, steady: (row: Row) => Row): AsyncGenerator<Row> {
  for await (const row of rows) yield steady(row);
}
