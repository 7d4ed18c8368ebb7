import { readAssignmentsOfPair } from "#lib/aws/reads/assignments-of-pair.ts";
import { readAssignmentsOfPrincipal } from "#lib/aws/reads/assignments-of-principal.ts";
import { isAskedWhole, readingWay } from "#lib/core/catalogue/assignment-reading.ts";
import { daysTurn } from "#lib/core/catalogue/days-turn.ts";
import type { PrincipalKind, ProvisionedPermissionSet } from "#lib/core/catalogue.ts";
import { allPairs, doesAnybodyHold, holdersToAsk, idsIn, pairsToList } from "./crawl-questions.ts";
import { fromTheStart } from "./from-the-start.ts";
import { goneAs } from "./gone-as.ts";
import type { ReadingSettings } from "./reading-settings.ts";
import { sideBySide } from "./side-by-side.ts";

type Principal = { kind: PrincipalKind; id: string };

const WIDTH = 16;

/**
 * Reads into the crawl every assignment that AWS lists, with the fewest calls that see them: pair by pair in a small organisation; in a
 * large one principal by principal, then the pairs that those do not explain and the ones that have their turn.
 * Groups, people and the pair map must be in the crawl. Throws an AwsFault.
 * @param pairs how many pairs the map holds; 0 when AWS tells none
 */
export async function readAssignments(settings: ReadingSettings, pairs: number): Promise<void> {
  const { crawl, depth, turn } = settings;
  const [groups, people, holders] = await Promise.all([
    idsIn(crawl, "groups"),
    idsIn(crawl, "people"),
    holdersToAsk(crawl),
  ]);
  const askedPeople = depth === "thorough" ? people : holders;
  const asked = principalsOf(groups, askedPeople);
  if (pairs === 0) return withoutPairMap(settings, groups, people, holders);
  const isByPrincipal = readingWay({ depth, pairs, principals: asked.length }) === "principals";
  if (isByPrincipal && (await askPrincipals(settings, asked)) === "open") {
    return listPairs(settings, await pairsToList(crawl, "listed", daysTurn(turn.from, turn.to)));
  }
  return listPairs(settings, await allPairs(crawl));
}

/** Nothing is provisioned as far as AWS tells: the principals know better, and the pairs that are known from before. */
async function withoutPairMap(
  settings: ReadingSettings,
  groups: readonly string[],
  people: readonly string[],
  holders: readonly string[],
): Promise<void> {
  const { crawl, depth, turn } = settings;
  const way = await askPrincipals(settings, principalsOf(groups, holders));
  const isWorthwhile = isAskedWhole(groups.length + people.length) && way === "open";
  if (isWorthwhile && (depth === "thorough" || (await doesAnybodyHold(crawl)))) {
    await askPrincipals(settings, principalsOf([], people));
  }
  await listPairs(settings, await pairsToList(crawl, "stored", daysTurn(turn.from, turn.to)));
}

function principalsOf(groups: readonly string[], people: readonly string[]): Principal[] {
  return [
    ...groups.map((id) => ({ kind: "group", id }) as const),
    ...people.map((id) => ({ kind: "user", id }) as const),
  ];
}

/** Asks what these principals hold; "closed" when AWS does not let us ask this way, which is noted. */
async function askPrincipals(
  { aws, crawl, progress }: ReadingSettings,
  principals: readonly Principal[],
): Promise<"open" | "closed"> {
  const step = progress.reading({
    what: "what groups and people hold",
    service: "sso-admin",
    operation: "ListAccountAssignmentsForPrincipal",
    of: principals.length,
  });
  const closedFor = new Set<string>();
  await sideBySide(principals, WIDTH, async (principal) => {
    const part = `${principal.kind} ${principal.id}`;
    if (closedFor.size === 0 && !crawl.has("assignments", part)) {
      const answer = await fromTheStart(() => goneAs(null, () => readAssignmentsOfPrincipal(aws, principal)));
      if (answer?.way === "closed") closedFor.add(answer.because);
      else await crawl.keep("assignments", part, answer?.assignments ?? []);
    }
    step.finished(1);
  });
  if (closedFor.size === 0) return "open";
  const because = [...closedFor].join(", ");
  progress.note(`AWS does not let Gatehouse ask what a principal holds (${because}): every pair is listed.`);
  return "closed";
}

async function listPairs(
  { aws, crawl, progress }: ReadingSettings,
  pairs: readonly ProvisionedPermissionSet[],
): Promise<void> {
  const step = progress.reading({
    what: "assignments",
    service: "sso-admin",
    operation: "ListAccountAssignments",
    of: pairs.length,
  });
  await sideBySide(pairs, WIDTH, async (pair) => {
    const part = `pair ${pair.accountId} ${pair.permissionSetArn}`;
    await crawl.keepPart("assignments", part, () => readAssignmentsOfPair(aws, pair));
    step.finished(1);
  });
}
