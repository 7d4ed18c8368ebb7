import type { AwsConnection } from "#lib/aws/connect.ts";

/** What a test throws to have a run end in the middle. */
export class KilledError extends Error {}

/** The worker's connection as it is until so many calls were made; none after that. */
export function dyingAfter(aws: AwsConnection, calls: number): AwsConnection {
  let left = calls;
  const turn: AwsConnection["limiter"]["turn"] = async (call) => {
    if (left === 0) throw new KilledError("The worker is gone.");
    left -= 1;
    await aws.limiter.turn(call);
  };
  return { ...aws, limiter: { ...aws.limiter, turn } };
}

/** Notes every request that the connection's clients make from now on: the command, and what it asks about. */
export function watchRequests(aws: AwsConnection): string[] {
  const requests: string[] = [];
  const asTheyBegin = { step: "initialize", name: "watchRequests", override: true } as const;
  function watch<Args extends { input: object }, Answer>(
    next: (args: Args) => Promise<Answer>,
    { commandName }: { commandName?: string },
  ) {
    return (args: Args): Promise<Answer> => {
      requests.push([commandName, ...subjectsOf(args.input)].join(" "));
      return next(args);
    };
  }
  aws.ssoAdmin.middlewareStack.add(watch, asTheyBegin);
  aws.identityStore.middlewareStack.add(watch, asTheyBegin);
  aws.organizations.middlewareStack.add(watch, asTheyBegin);
  return requests;
}

const subjects = [
  "AccountId",
  "PermissionSetArn",
  "PrincipalType",
  "PrincipalId",
  "GroupId",
  "ParentId",
  "ResourceId",
];

function subjectsOf(input: object): string[] {
  return Object.entries(input)
    .filter(([name]) => subjects.includes(name))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, value]) => String(value));
}
