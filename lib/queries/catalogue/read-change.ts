import { z } from "zod";
import type { Change, ChangeSubject } from "#lib/core/catalogue/change.ts";
import { tellChange } from "#lib/core/catalogue/tell-change.ts";
import type { Names } from "./change-names.ts";
import { writePlace } from "./change-place.ts";
import type { ReadChange } from "./change-streams.ts";

const assignment = z.object({
  account_id: z.string(),
  permission_set_arn: z.string(),
  principal_kind: z.enum(["user", "group"]),
  principal_id: z.string(),
});
const pair = z.object({ account_id: z.string(), permission_set_arn: z.string() });
const membership = z.object({ group_id: z.string(), person_id: z.string() });

/** A change in the words of a page. */
export function toChange(read: ReadChange, names: Names): Change {
  const { at, runId, origin, moment, before } = read;
  const kind = moment === "vanished" ? "vanished" : before === null ? "appeared" : "changed";
  return {
    id: writePlace(read),
    at,
    runId,
    kind,
    origin,
    subject: subjectOf(read, names),
    fields: kind === "changed" ? fieldsOf(read, names) : [],
  };
}

function subjectOf({ noun, key, row }: ReadChange, names: Names): ChangeSubject {
  switch (noun) {
    case "account":
    case "permission-set":
    case "person":
    case "group":
    case "unit":
      return { noun, thing: names(noun, key) };
    case "assignment": {
      const { account_id, permission_set_arn, principal_kind, principal_id } = assignment.parse(row);
      return {
        noun,
        account: names("account", account_id),
        permissionSet: names("permission-set", permission_set_arn),
        principal: {
          kind: principal_kind,
          ...names(principal_kind === "user" ? "person" : "group", principal_id),
        },
      };
    }
    case "provisioned": {
      const { account_id, permission_set_arn } = pair.parse(row);
      return {
        noun,
        account: names("account", account_id),
        permissionSet: names("permission-set", permission_set_arn),
      };
    }
    case "membership": {
      const { group_id, person_id } = membership.parse(row);
      return { noun, group: names("group", group_id), person: names("person", person_id) };
    }
  }
}

function fieldsOf({ noun, before, row }: ReadChange, names: Names): Change["fields"] {
  switch (noun) {
    case "account":
    case "permission-set":
    case "person":
    case "group":
    case "unit":
      return tellChange(noun, before, row).map((field) =>
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

function unitName(id: string | null, names: Names): string | null {
  return id && (names("unit", id).name ?? id);
}
