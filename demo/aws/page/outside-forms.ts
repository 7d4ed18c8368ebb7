import { type Html, html } from "#demo/pages/html.ts";
import type { OutsideAct } from "../outside.ts";
import { type Field, fieldMarkup } from "./field.ts";
import type { FormReader } from "./form-reader.ts";

type Act = OutsideAct["act"];

type OutsideForm = { title: string; fields: readonly Field[]; acts: Readonly<Partial<Record<Act, string>>> };

const account: Field = { name: "account", label: "Account", choices: "accounts", isRequired: true };
const set: Field = { name: "set", label: "Permission set", choices: "sets", isRequired: true };
const person: Field = { name: "person", label: "Person", choices: "people", isRequired: true };

const forms: readonly OutsideForm[] = [
  {
    title: "An assignment",
    fields: [
      account,
      set,
      { name: "principal", label: "Person or group", choices: "principals", isRequired: true },
    ],
    acts: { assign: "Assign", unassign: "Remove" },
  },
  {
    title: "A person",
    fields: [person],
    acts: { "disable-person": "Disable", "enable-person": "Enable", "delete-person": "Delete" },
  },
  {
    title: "A membership",
    fields: [person, { name: "group", label: "Group", choices: "groups", isRequired: true }],
    acts: { "join-group": "Add to the group", "leave-group": "Take out of the group" },
  },
  {
    title: "An account",
    fields: [account],
    acts: { "suspend-account": "Suspend", "close-account": "Close", "reopen-account": "Make active again" },
  },
  {
    title: "A permission set's sessions",
    fields: [set, { name: "hours", label: "Hours", value: 2, number: { min: 1, max: 12 }, isRequired: true }],
    acts: { "change-set": "Change" },
  },
  {
    title: "A permission set",
    fields: [set],
    acts: { "delete-set": "Delete, with its assignments" },
  },
];

/** What was done, once it is done; creates and deletes of assignments are then open for a while. */
export const outsideDeeds = {
  assign: "An administrator has begun to assign.",
  unassign: "An administrator has begun to remove an assignment.",
  "disable-person": "The person is disabled.",
  "enable-person": "The person is enabled.",
  "delete-person": "The person is deleted.",
  "join-group": "The person is in the group.",
  "leave-group": "The person is out of the group.",
  "suspend-account": "The account is suspended.",
  "close-account": "The account is closed.",
  "reopen-account": "The account is active.",
  "change-set": "The permission set is changed.",
  "delete-set": "The permission set is deleted.",
} as const satisfies Record<Act, string>;

/** What an administrator does in AWS's own console, as forms; each has a button for each thing that can be done. */
export function outsideFormsMarkup(): Html {
  return html`${forms.map(
    ({ title, fields, acts }) => html`<form class="outside" method="post" action="/forms/outside">
<h3>${title}</h3><div class="fields">${fields.map(fieldMarkup)}</div>
<div class="buttons">${Object.entries(acts).map(([act, word]) => html`<button name="act" value="${act}">${word}</button>`)}</div></form>`,
  )}`;
}

/** What a form asks for, as the schema of the acts takes it; it is not checked yet. */
export function outsideAskedBy(reader: FormReader): object {
  const members = {
    act: reader.text("act"),
    accountId: reader.accountId("account"),
    permissionSetArn: reader.permissionSetArn("set"),
    ...reader.principal("principal"),
    userId: reader.userId("person"),
    groupId: reader.groupId("group"),
    sessionHours: reader.number("hours"),
  };
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}
