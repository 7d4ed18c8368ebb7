import { z } from "zod";
import { canonicalJson } from "./canonical-json.ts";

/** What became of one field between two versions of the same thing. */
export type FieldChange =
  | { is: "became"; what: string; before: string | null; after: string | null }
  /** The field holds an organisational unit's id. */
  | { is: "moved"; before: string | null; after: string | null }
  | { is: "gained"; what: string; value: string }
  | { is: "lost"; what: string; value: string }
  /** A document that is too long for a line. */
  | { is: "rewritten"; what: string; before: string | null; after: string | null }
  /** Something that nobody reads as a value: an order, a spelling. */
  | { is: "otherwise"; what: string };

export type VersionedNoun = "account" | "permission-set" | "person" | "group" | "unit";

const text = z.string().nullable().catch(null);
const tags = z.record(z.string(), z.string()).catch({});
const externalIds = z.array(z.object({ issuer: z.string(), id: z.string() })).catch([]);
const policy = z.union([
  z.object({ kind: z.literal("aws"), arn: z.string(), name: z.string() }),
  z.object({ kind: z.literal("customer"), name: z.string(), path: z.string() }),
]);

const versions = {
  account: z.object({ name: text, email: text, state: text, parent_id: text, joined_at: text, tags }),
  "permission-set": z.object({
    name: text,
    description: text,
    session_minutes: z.number().nullable().catch(null),
    relay_state: text,
    managed_policies: z.array(policy).catch([]),
    inline_policy: text,
    permissions_boundary: policy.nullable().catch(null),
    tags,
    administrator_like: text,
  }),
  person: z.object({
    user_name: text,
    display_name: text,
    given_name: text,
    family_name: text,
    email: text,
    emails: z.array(z.string()).catch([]),
    title: text,
    manager: text,
    status: text,
    external_ids: externalIds,
  }),
  group: z.object({ display_name: text, description: text, external_ids: externalIds }),
  unit: z.object({ name: text, parent_id: text, path: z.array(z.string()).catch([]) }),
} as const;

/**
 * What became of what between two versions of one thing.
 * @param before a row of the noun's table as JSON, with the columns' own names
 * @param after the version that followed it
 * @returns an entry for each difference that can be told; one that says so when none can
 */
export function tellChange(noun: VersionedNoun, before: unknown, after: unknown): readonly FieldChange[] {
  const told = differences(noun, before, after);
  return told.length > 0 ? told : [{ is: "otherwise", what: "how AWS writes it" }];
}

function differences(noun: VersionedNoun, before: unknown, after: unknown): FieldChange[] {
  switch (noun) {
    case "account": {
      const [old, now] = bothOf(versions.account, before, after);
      return [
        ...became("name", old.name, now.name),
        ...became("state", old.state, now.state),
        ...moved(old.parent_id, now.parent_id),
        ...became("mail address", old.email, now.email),
        ...became("joined", old.joined_at, now.joined_at),
        ...tagChanges(old.tags, now.tags),
      ];
    }
    case "permission-set": {
      const [old, now] = bothOf(versions["permission-set"], before, after);
      return [
        ...became("name", old.name, now.name),
        ...became("description", old.description, now.description),
        ...became("session length", inMinutes(old.session_minutes), inMinutes(now.session_minutes)),
        ...became("relay state", old.relay_state, now.relay_state),
        ...listed("policy", old.managed_policies.map(policyName), now.managed_policies.map(policyName)),
        ...rewritten("inline policy", old.inline_policy, now.inline_policy),
        ...became("boundary", boundaryName(old.permissions_boundary), boundaryName(now.permissions_boundary)),
        ...tagChanges(old.tags, now.tags),
        ...became("administrator-like by", old.administrator_like, now.administrator_like),
        ...inOtherOrder("the order of its policies", old.managed_policies, now.managed_policies),
      ];
    }
    case "person": {
      const [old, now] = bothOf(versions.person, before, after);
      return [
        ...became("status", old.status, now.status),
        ...became("name", old.display_name, now.display_name),
        ...became("user name", old.user_name, now.user_name),
        ...became("given name", old.given_name, now.given_name),
        ...became("family name", old.family_name, now.family_name),
        ...became("mail address", old.email, now.email),
        ...listed("further mail address", furtherOf(old, now), furtherOf(now, old)),
        ...became("title", old.title, now.title),
        ...became("manager", old.manager, now.manager),
        ...listed("external id", old.external_ids.map(inOne), now.external_ids.map(inOne)),
      ];
    }
    case "group": {
      const [old, now] = bothOf(versions.group, before, after);
      return [
        ...became("name", old.display_name, now.display_name),
        ...became("description", old.description, now.description),
        ...listed("external id", old.external_ids.map(inOne), now.external_ids.map(inOne)),
      ];
    }
    case "unit": {
      const [old, now] = bothOf(versions.unit, before, after);
      const told = [...became("name", old.name, now.name), ...moved(old.parent_id, now.parent_id)];
      const isMovedAbove = told.length === 0 && canonicalJson(old.path) !== canonicalJson(now.path);
      return isMovedAbove ? [{ is: "otherwise", what: "the units above it" }] : told;
    }
  }
}

function bothOf<T>(version: z.ZodType<T>, before: unknown, after: unknown): [T, T] {
  return [version.parse(before), version.parse(after)];
}

function became(what: string, before: string | null, after: string | null): FieldChange[] {
  const was = before === "" ? null : before;
  const is = after === "" ? null : after;
  return was === is ? [] : [{ is: "became", what, before: was, after: is }];
}

function moved(before: string | null, after: string | null): FieldChange[] {
  return before === after ? [] : [{ is: "moved", before, after }];
}

function rewritten(what: string, before: string | null, after: string | null): FieldChange[] {
  return before === after ? [] : [{ is: "rewritten", what, before, after }];
}

function listed(what: string, before: readonly string[], after: readonly string[]): FieldChange[] {
  const old = new Set(before);
  const now = new Set(after);
  return [
    ...[...now]
      .filter((value) => !old.has(value))
      .map((value): FieldChange => ({ is: "gained", what, value })),
    ...[...old].filter((value) => !now.has(value)).map((value): FieldChange => ({ is: "lost", what, value })),
  ];
}

function tagChanges(
  before: Readonly<Record<string, string>>,
  after: Readonly<Record<string, string>>,
): FieldChange[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  return keys.flatMap((key): FieldChange[] => {
    const old = Object.hasOwn(before, key) ? before[key] : undefined;
    const now = Object.hasOwn(after, key) ? after[key] : undefined;
    if (old === now) return [];
    if (old === undefined) return [{ is: "gained", what: "tag", value: `${key}: ${now}` }];
    if (now === undefined) return [{ is: "lost", what: "tag", value: `${key}: ${old}` }];
    return [{ is: "became", what: `tag ${key}`, before: old, after: now }];
  });
}

type Policy = z.infer<typeof policy>;

function policyName(of: Policy): string {
  switch (of.kind) {
    case "aws":
      return of.name;
    case "customer":
      return of.path === "/" ? of.name : `${of.path}${of.name}`;
  }
}

function boundaryName(of: Policy | null): string | null {
  return of && policyName(of);
}

function inMinutes(minutes: number | null): string | null {
  return minutes === null ? null : `${minutes} min`;
}

function inOtherOrder(what: string, before: readonly Policy[], after: readonly Policy[]): FieldChange[] {
  const [old, now] = [before.map((each) => canonicalJson(each)), after.map((each) => canonicalJson(each))];
  const isSame = old.join() === now.join();
  return !isSame && old.toSorted().join() === now.toSorted().join() ? [{ is: "otherwise", what }] : [];
}

/** Addresses besides the primary ones, which are told by themselves. */
function furtherOf(
  person: { emails: readonly string[]; email: string | null },
  other: { email: string | null },
) {
  return person.emails.filter((address) => address !== person.email && address !== other.email);
}

function inOne({ issuer, id }: { issuer: string; id: string }): string {
  return `${id} at ${issuer}`;
}
