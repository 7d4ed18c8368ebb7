import { AwsFault } from "#lib/aws/aws-fault.ts";
import type { AwsConnection } from "#lib/aws/connect.ts";
import { inParallel } from "#lib/aws/in-parallel.ts";
import { readAssignmentsOfPair } from "#lib/aws/reads/assignments-of-pair.ts";
import {
  type AssignmentsOfPrincipal,
  readAssignmentsOfPrincipal,
} from "#lib/aws/reads/assignments-of-principal.ts";
import { readProvisionedPermissionSets } from "#lib/aws/reads/provisioned-permission-sets.ts";
import { isPairsTurn, readingWay } from "#lib/core/catalogue/assignment-reading.ts";
import { keyOf } from "#lib/core/catalogue/compare.ts";
import type {
  Assignment,
  Group,
  Person,
  PrincipalKind,
  ProvisionedPermissionSet,
} from "#lib/core/catalogue.ts";
import { collect } from "./collect.ts";
import type { ReadingSettings } from "./reading-settings.ts";
import type { RunProgress } from "./run-progress.ts";

type Settings = ReadingSettings & {
  arns: readonly string[];
  groups: readonly Group[];
  people: readonly Person[];
};

type Principal = { kind: PrincipalKind; id: string };
type Pair = ProvisionedPermissionSet;
type Access = { provisioned: Pair[]; assignments: Assignment[] };

/** Asking more principals than this one by one takes longer than a run should. */
const PRINCIPALS_ASKED_WHOLE = 5_000;

/**
 * Every assignment that AWS lists, with the fewest calls that see them all: pair by pair in a small organisation; in a large one
 * principal by principal, then the provisioned pairs that those do not explain, and a daily share of the others.
 * Throws an AwsFault.
 */
export async function readAssignments(
  aws: AwsConnection,
  progress: RunProgress,
  settings: Settings,
): Promise<Access> {
  progress.reading("where permission sets are provisioned");
  const pairs = await readPairMap(aws, progress, settings.arns);
  if (pairs.length === 0) return withoutPairMap(aws, progress, settings);
  const asked = principalsToAsk(settings);
  const way = readingWay({
    pairs: pairs.length,
    principals: asked.length,
    everyone: settings.groups.length + settings.people.length,
    isFirst: settings.isFirst,
  });
  const byPrincipal = way === "principals" ? await readPrincipals(aws, progress, asked) : null;
  if (byPrincipal === null) return together(pairs, await readPairs(aws, progress, pairs));
  const toList = unexplained(pairs, byPrincipal, settings);
  return together(pairs, [...byPrincipal, ...(await readPairs(aws, progress, toList))]);
}

/** The pairs, or none when AWS does not tell. */
async function readPairMap(
  aws: AwsConnection,
  progress: RunProgress,
  arns: readonly string[],
): Promise<Pair[]> {
  try {
    return await collect(readProvisionedPermissionSets(aws, arns), progress);
  } catch (error) {
    if (!(error instanceof AwsFault) || (error.kind !== "not-offered" && error.kind !== "denied"))
      throw error;
    progress.note(`AWS does not tell where permission sets are provisioned: ${error.awsMessage}`);
    return [];
  }
}

/** Groups, and the people who are known to hold assignments of their own; on the first read, everybody. */
function principalsToAsk({ groups, people, stored, isFirst }: Settings): Principal[] {
  const known = new Set(
    stored.assignments.filter((row) => row.principalKind === "user").map((row) => row.principalId),
  );
  const holders = people.filter((person) => isFirst || known.has(person.id));
  return [
    ...groups.map(({ id }) => ({ kind: "group", id }) as const),
    ...holders.map(({ id }) => ({ kind: "user", id }) as const),
  ];
}

/** Nothing is provisioned as far as AWS tells: the principals know better, and the pairs that are known from before. */
async function withoutPairMap(
  aws: AwsConnection,
  progress: RunProgress,
  settings: Settings,
): Promise<Access> {
  const isSmall = settings.groups.length + settings.people.length <= PRINCIPALS_ASKED_WHOLE;
  const asked = principalsToAsk({ ...settings, isFirst: settings.isFirst || isSmall });
  const byPrincipal = await readPrincipals(aws, progress, asked);
  const known = settings.stored.provisioned;
  const toList = byPrincipal === null ? known : unexplained(known, byPrincipal, settings);
  return together([], [...(byPrincipal ?? []), ...(await readPairs(aws, progress, toList))]);
}

/** The pairs that the principals do not explain, those of orphans, whom nobody can be asked about, and today's share of the others. */
function unexplained(
  pairs: readonly Pair[],
  byPrincipal: readonly Assignment[],
  settings: Settings,
): readonly Pair[] {
  const explained = new Set(byPrincipal.map(keyOf.provisioned));
  const orphaned = pairsOfOrphans(settings);
  return pairs.filter((pair) => {
    const key = keyOf.provisioned(pair);
    return !explained.has(key) || orphaned.has(key) || isPairsTurn(key, settings.now, settings.everyMinutes);
  });
}

/** What the principals hold, or null when AWS does not let us ask this way. */
async function readPrincipals(
  aws: AwsConnection,
  progress: RunProgress,
  principals: readonly Principal[],
): Promise<Assignment[] | null> {
  progress.reading("what groups and people hold");
  const found: Assignment[] = [];
  for await (const answer of inParallel(principals, 8, (principal) => askPrincipal(aws, principal))) {
    if (answer.way === "closed") {
      progress.note(
        `AWS does not let Gatehouse ask what a principal holds (${answer.because}): every pair is listed.`,
      );
      return null;
    }
    found.push(...answer.assignments);
    progress.read(answer.assignments.length);
  }
  return found;
}

async function askPrincipal(aws: AwsConnection, principal: Principal): Promise<AssignmentsOfPrincipal> {
  try {
    return await readAssignmentsOfPrincipal(aws, principal);
  } catch (error) {
    if (error instanceof AwsFault && error.kind === "gone") return { way: "open", assignments: [] };
    throw error;
  }
}

async function readPairs(
  aws: AwsConnection,
  progress: RunProgress,
  pairs: readonly Pair[],
): Promise<Assignment[]> {
  progress.reading("assignments");
  const found: Assignment[] = [];
  for await (const assignments of inParallel(pairs, 8, (pair) => listPair(aws, progress, pair)))
    found.push(...assignments);
  return found;
}

/** The assignments of one pair; none when its account or set is gone since the pairs were listed. */
async function listPair(aws: AwsConnection, progress: RunProgress, pair: Pair): Promise<Assignment[]> {
  try {
    return await collect(readAssignmentsOfPair(aws, pair), progress);
  } catch (error) {
    if (error instanceof AwsFault && error.kind === "gone") return [];
    throw error;
  }
}

/** Nobody can be asked for what a deleted principal still holds: its pairs are listed for as long as it does. */
function pairsOfOrphans({ stored, groups, people }: Settings): ReadonlySet<string> {
  const alive = new Set([...groups, ...people].map(({ id }) => id));
  return new Set(stored.assignments.filter((row) => !alive.has(row.principalId)).map(keyOf.provisioned));
}

/** An assignment is proof that its pair is provisioned, even where the pair map lags behind. */
function together(pairs: readonly Pair[], assignments: readonly Assignment[]): Access {
  const provisioned = new Map(pairs.map((pair) => [keyOf.provisioned(pair), pair]));
  for (const row of assignments) {
    const { accountId, permissionSetArn } = row;
    provisioned.set(keyOf.provisioned(row), { accountId, permissionSetArn });
  }
  return { provisioned: [...provisioned.values()], assignments: [...assignments] };
}
