import type { Change, ChangeNoun, ChangeSubject } from "#lib/core/catalogue/change.ts";
import { tellChange } from "#lib/core/catalogue/tell-change.ts";
import { changeDetails } from "./change-details.ts";
import { type Names, nameThings, noIds } from "./change-names.ts";
import { writePlace } from "./change-place.ts";
import { KEY_SEPARATOR } from "./change-sources.ts";
import { type FoundChange, type KnownChange, streamNumbered } from "./change-streams.ts";

/** Changes in the words of a page, in the order in which they come. Three questions, however many changes. */
export async function tellChanges(found: readonly FoundChange[]): Promise<Change[]> {
  const known = found.flatMap((change): KnownChange[] => {
    const stream = streamNumbered(change.stream);
    return stream ? [{ ...change, ...stream, parts: change.key.split(KEY_SEPARATOR) }] : [];
  });
  const details = await changeDetails(known);
  const ids = noIds();
  for (const change of known) {
    for (const [kind, id] of namedIn(change)) ids[kind].add(id);
    const version = details(change);
    for (const parent of [version.before, version.after].flatMap(parentOf)) ids.unit.add(parent);
  }
  const names = await nameThings(ids);
  return known.map((change): Change => {
    const { noun, moment, at, runId } = change;
    const { before, after, origin } = details(change);
    const kind = moment === "vanished" ? "vanished" : before === null ? "appeared" : "changed";
    return {
      id: writePlace(change),
      at,
      runId,
      kind,
      origin,
      subject: subjectOf(change, names),
      fields: kind === "changed" ? fieldsOf(noun, before, after, names) : [],
    };
  });
}

type Kind = Parameters<Names>[0];

function namedIn({
  noun,
  key,
  parts: [first = "", second = "", third, fourth = ""],
}: KnownChange): [Kind, string][] {
  switch (noun) {
    case "account":
    case "permission-set":
    case "person":
    case "group":
    case "unit":
      return [[noun, key]];
    case "assignment":
      return [
        ["account", first],
        ["permission-set", second],
        [third === "user" ? "person" : "group", fourth],
      ];
    case "provisioned":
      return [
        ["account", first],
        ["permission-set", second],
      ];
    case "membership":
      return [
        ["group", first],
        ["person", second],
      ];
  }
}

function subjectOf(change: KnownChange, names: Names): ChangeSubject {
  const { noun, key, parts } = change;
  const [first = "", second = "", third, fourth = ""] = parts;
  switch (noun) {
    case "account":
    case "permission-set":
    case "person":
    case "group":
    case "unit":
      return { noun, thing: names(noun, key) };
    case "assignment": {
      const isPerson = third === "user";
      return {
        noun,
        account: names("account", first),
        permissionSet: names("permission-set", second),
        principal: { kind: isPerson ? "user" : "group", ...names(isPerson ? "person" : "group", fourth) },
      };
    }
    case "provisioned":
      return { noun, account: names("account", first), permissionSet: names("permission-set", second) };
    case "membership":
      return { noun, group: names("group", first), person: names("person", second) };
  }
}

function fieldsOf(noun: ChangeNoun, before: unknown, after: unknown, names: Names): Change["fields"] {
  switch (noun) {
    case "account":
    case "permission-set":
    case "person":
    case "group":
    case "unit":
      return tellChange(noun, before, after).map((field) =>
        field.is === "moved"
          ? { ...field, before: unitName(field.before, names), after: unitName(field.after, names) }
          : field,
      );
    case "assignment":
    case "provisioned":
    case "membership":
      return [];
  }
}

function parentOf(version: unknown): string[] {
  if (typeof version !== "object" || version === null || !("parent_id" in version)) return [];
  return typeof version.parent_id === "string" ? [version.parent_id] : [];
}

function unitName(id: string | null, names: Names): string | null {
  return id && (names("unit", id).name ?? id);
}
