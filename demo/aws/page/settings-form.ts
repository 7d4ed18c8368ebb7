import { type Html, html } from "#demo/pages/html.ts";
import { settingsSchema, type WorldSettings } from "../settings.ts";
import type { World } from "../world.ts";
import { type Field, fieldMarkup } from "./field.ts";
import type { FormReader } from "./form-reader.ts";

type SettingForm = { label: string; kind: "flag" | "number" | "number-or-none" | "words" };

const settingForms = {
  openOperationQuota: { label: "Open creations at a time", kind: "number" },
  listLagMs: { label: "Lists lag behind, ms", kind: "number" },
  emptyPages: { label: "First of so many pages empty, 0 for none", kind: "number" },
  tokenLifeMs: { label: "Page tokens live, ms; empty for ever", kind: "number-or-none" },
  dateSkewMs: { label: "AWS's clock is ahead, ms", kind: "number" },
  signatureToleranceMs: { label: "Signatures may be off, ms; empty for any", kind: "number-or-none" },
  credentialsLifeMs: { label: "Credentials handed out live, ms", kind: "number" },
  clockSpeed: { label: "Clock speed", kind: "number" },
  chanceSeed: { label: "Seed of what is drawn", kind: "number" },
  expiredAccessKeys: { label: "Expired access keys", kind: "words" },
  notOffered: { label: "Operations not offered", kind: "words" },
  delegatedAdministrator: { label: "The caller is a delegated administrator", kind: "flag" },
  accountPaths: { label: "Accounts carry their path", kind: "flag" },
} as const satisfies Record<keyof WorldSettings, SettingForm>;

/** How AWS behaves, to be changed; what the form does not know the settings do not have. */
export function settingsFormMarkup(world: World): Html {
  const settings = settingsSchema.parse(world);
  const fields = settingNames().map((name) => settingMarkup(name, settings[name]));
  const latency = fieldMarkup({
    name: "latencyMs",
    label: "Creates and deletes take, ms",
    value: world.latencyMs,
    number: { min: 0 },
    isRequired: true,
  });
  return html`<form method="post" action="/forms/settings"><div class="fields">${latency}${fields}</div>
<div class="buttons"><button class="primary">Save the settings</button></div></form>`;
}

function settingMarkup(name: keyof WorldSettings, value: WorldSettings[keyof WorldSettings]): Html {
  const { label, kind }: SettingForm = settingForms[name];
  switch (kind) {
    case "flag":
      return html`<label class="flag"><input type="checkbox" name="${name}"${value === true ? html` checked` : html``}> ${label}</label>`;
    case "words":
      return fieldMarkup({ name, label, value: Array.isArray(value) ? value.join(" ") : "" });
    case "number":
    case "number-or-none": {
      const field: Field = {
        name,
        label,
        value: typeof value === "number" ? value : "",
        number: { step: "any" },
      };
      return fieldMarkup({ ...field, isRequired: kind === "number" });
    }
  }
}

/** The settings that a form changes, as their schema takes them; they are not checked yet. */
export function settingsAskedBy(reader: FormReader, world: World): object {
  const settings = settingsSchema.parse(world);
  const asked = settingNames().map((name) => [name, settingAskedBy(reader, name)] as const);
  // Setting the seed begins the drawing anew, so what stays is not set.
  return Object.fromEntries(
    asked.filter(([name, value]) => JSON.stringify(settings[name]) !== JSON.stringify(value)),
  );
}

function settingAskedBy(reader: FormReader, name: keyof WorldSettings): unknown {
  const { kind }: SettingForm = settingForms[name];
  switch (kind) {
    case "flag":
      return reader.isTicked(name);
    case "words":
      return reader.words(name);
    case "number":
      return reader.number(name);
    case "number-or-none":
      return reader.number(name) ?? null;
  }
}

function settingNames(): (keyof WorldSettings)[] {
  return settingsSchema.keyof().options.toSorted((one, other) => order.indexOf(one) - order.indexOf(other));
}

const order: readonly string[] = Object.keys(settingForms);
