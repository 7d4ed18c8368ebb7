import { type Html, html } from "#demo/pages/html.ts";
import { servicesByTarget } from "../services.ts";
import type { World } from "../world.ts";

/** What a field offers to choose from, without insisting on it. */
type Choices = "operations" | "accounts" | "sets" | "people" | "groups" | "principals";

export type Field = {
  name: string;
  label: string;
  value?: string | number;
  /** Numbers are typed as such; "any" step allows fractions. */
  number?: { min?: number; max?: number; step?: "any" };
  choices?: Choices;
  isRequired?: boolean;
  /** Two columns wide, or a text of several lines. */
  size?: "wider" | "long";
};

/** More than so many are no help in a list, and make the page heavy. */
const mostChoices = 500;

export function fieldMarkup(field: Field): Html {
  const required = field.isRequired ? html` required` : html``;
  const value = String(field.value ?? "");
  if (field.size === "long") {
    return html`<label class="long">${field.label}<textarea name="${field.name}" rows="3" spellcheck="false"${required}>${value}</textarea></label>`;
  }
  const { min, max, step } = field.number ?? {};
  const number = html` type="number" inputmode="decimal"${attribute("min", min)}${attribute("max", max)}${attribute("step", step)}`;
  const list = attribute("list", field.choices);
  return html`<label${attribute("class", field.size)}>${field.label}<input name="${field.name}" value="${value}" autocomplete="off"${field.number ? number : html` type="text" spellcheck="false"`}${list}${required}></label>`;
}

/** The lists that the fields offer; what an organisation has too many of is typed. */
export function choicesMarkup(world: World): Html {
  const operations = Object.values(servicesByTarget).flatMap(({ operations }) => [...operations.keys()]);
  const people = world.users.size > mostChoices ? [] : world.users.all().map((user) => user.displayName);
  const groups = world.groups.size > mostChoices ? [] : world.groups.all().map((group) => group.displayName);
  const accounts = world.accounts.size > mostChoices ? [] : world.accounts.all().map(({ name }) => name);
  const sets =
    world.permissionSets.size > mostChoices ? [] : world.permissionSets.all().map(({ name }) => name);
  const choices: Record<Choices, readonly string[]> = {
    operations: ["*", "sso-admin:*", "identitystore:*", "organizations:*", ...operations],
    accounts,
    sets,
    people,
    groups,
    principals: [...people, ...groups],
  };
  return html`${Object.entries(choices).map(
    ([name, values]) =>
      html`<datalist id="${name}">${[...new Set(values)].sort().map((value) => html`<option value="${value}"></option>`)}</datalist>`,
  )}`;
}

function attribute(name: string, value: string | number | undefined): Html {
  return value === undefined ? html`` : html` ${name}="${value}"`;
}
