import type { Change, ChangeSubject } from "#lib/core/catalogue/change.ts";
import { sayField } from "#lib/core/catalogue/say-field.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { type ChangeFilters, changesFor } from "./changes.ts";

/** A change as one flat row, as an export has it. */
export type FlatChange = {
  at: Date;
  kind: Change["kind"];
  noun: ChangeSubject["noun"];
  origin: Change["origin"];
  accountId: string | null;
  accountName: string | null;
  permissionSetArn: string | null;
  permissionSetName: string | null;
  groupId: string | null;
  groupName: string | null;
  personId: string | null;
  personName: string | null;
  unitId: string | null;
  unitName: string | null;
  what: string;
  runId: string | null;
};

/** Every change that the filters leave, the newest first, read page by page as the reader takes them. Nobody but readers gets any. */
export async function* everyChangeFor(
  viewer: Viewer,
  filters: Omit<ChangeFilters, "after" | "before">,
): AsyncGenerator<FlatChange> {
  let after: string | undefined;
  for (;;) {
    const page = await changesFor(viewer, { ...filters, after }, { rows: ROWS_AT_ONCE, isCounted: false });
    yield* page.rows.map(flat);
    if (page.next === null) return;
    after = page.next;
  }
}

const ROWS_AT_ONCE = 1_000;

const nothing = {
  accountId: null,
  accountName: null,
  permissionSetArn: null,
  permissionSetName: null,
  groupId: null,
  groupName: null,
  personId: null,
  personName: null,
  unitId: null,
  unitName: null,
};

function flat({ at, kind, origin, subject, fields, runId }: Change): FlatChange {
  const what = fields.map(sayField).join("; ");
  return { at, kind, noun: subject.noun, origin, ...nothing, ...namesOf(subject), what, runId };
}

function namesOf(subject: ChangeSubject): Partial<FlatChange> {
  switch (subject.noun) {
    case "account":
      return { accountId: subject.thing.id, accountName: subject.thing.name };
    case "permission-set":
      return { permissionSetArn: subject.thing.id, permissionSetName: subject.thing.name };
    case "group":
      return { groupId: subject.thing.id, groupName: subject.thing.name };
    case "person":
      return { personId: subject.thing.id, personName: subject.thing.name };
    case "unit":
      return { unitId: subject.thing.id, unitName: subject.thing.name };
    case "membership":
      return {
        groupId: subject.group.id,
        groupName: subject.group.name,
        personId: subject.person.id,
        personName: subject.person.name,
      };
    case "provisioned":
    case "assignment": {
      const { account, permissionSet } = subject;
      const pair = {
        accountId: account.id,
        accountName: account.name,
        permissionSetArn: permissionSet.id,
        permissionSetName: permissionSet.name,
      };
      if (subject.noun === "provisioned") return pair;
      const { kind, id, name } = subject.principal;
      return kind === "user"
        ? { ...pair, personId: id, personName: name }
        : { ...pair, groupId: id, groupName: name };
    }
  }
}
