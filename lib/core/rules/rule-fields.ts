import { MAX_STAGES } from "./bounds.ts";
import type { WrittenRule } from "./rules-file.ts";

/** A rule as the fields of a form: each is named by its place in a rules file, such as `who.except.groups`. */
export type RuleFields = Readonly<Record<string, string | readonly string[]>>;

/** Fields with one name a line. */
const lists = [
  "who.groups",
  "who.people",
  "who.except.groups",
  "who.except.people",
  "permissionSets.names",
  "permissionSets.except.names",
  "where.accounts",
  "where.organisationalUnits",
  "where.except.accounts",
  "where.except.organisationalUnits",
  "asks.tickets",
  "asks.templates",
] as const;

/** Fields with one tag a line, as `key=value`. */
const tagLists = [
  "permissionSets.tags",
  "permissionSets.except.tags",
  "where.tags",
  "where.except.tags",
] as const;

const lines = [
  "name",
  "description",
  "priority",
  "limits.max",
  "limits.suggested",
  "limits.ahead",
  "limits.atOnce",
  "limits.extendTo",
  "limits.begins",
  "limits.hours.zone",
  "limits.hours.from",
  "limits.hours.to",
  "asks.reasonMinLength",
  "deadline",
  "agree",
] as const;

export const DAYS_FIELD = "limits.hours.days";

const ofApprovers = ["groups", "people", "ownerTag"] as const;
export const stagePlaces = Array.from({ length: MAX_STAGES }, (_, place) => place);
const stageFields = stagePlaces.flatMap((place) => [
  ...ofApprovers.map((part) => `agree.${place}.${part}`),
  `agree.${place}.quorum`,
  `agree.${place}.fallback.after`,
  ...ofApprovers.map((part) => `agree.${place}.fallback.${part}`),
]);

/** Fields that are on or off. */
export const switches: readonly string[] = [
  "enabled",
  "who.everyone",
  "where.all",
  ...stagePlaces.flatMap((place) => [`agree.${place}.manager`, `agree.${place}.fallback.manager`]),
];

/** Every field that holds text; the switches and the days come beside them. */
export const textFields: readonly string[] = [...lines, ...lists, ...tagLists, ...stageFields];

const ON = "on";

/** What a text field holds; empty when it is none. */
export function textOf(fields: RuleFields, name: string): string {
  const value = fields[name];
  return typeof value === "string" ? value : "";
}

/** The lines of a text that say something, each once. */
export function linesOf(text: string): string[] {
  return [...new Set(text.split(/\r?\n/).map((line) => line.trim()))].filter((line) => line !== "");
}

/** Whether any field of a stage of the form says something. */
export function saysStage(fields: RuleFields, place: number): boolean {
  return stageFields
    .filter((name) => name.startsWith(`agree.${place}.`) && !name.endsWith(".quorum"))
    .concat(`agree.${place}.manager`, `agree.${place}.fallback.manager`)
    .some((name) => textOf(fields, name).trim() !== "");
}

/** A rule of a form as a file would hold it, not parsed yet; and which stage of the form each of its stages is. */
export function ruleOfFields(fields: RuleFields): { written: unknown; stages: readonly number[] } {
  const said = (name: string) => textOf(fields, name).trim() || undefined;
  const isOn = (name: string) => fields[name] === ON;
  const listed = (name: string) => linesOf(textOf(fields, name));
  const tags = (name: string) => readTags(textOf(fields, name));
  const number = (name: string) => {
    const text = said(name);
    return text !== undefined && /^\d{1,9}$/.test(text) ? Number(text) : text;
  };
  const principals = (at: string) => ({ groups: listed(`${at}.groups`), people: listed(`${at}.people`) });
  const approvers = (at: string) => ({
    ...principals(at),
    ownerTag: said(`${at}.ownerTag`),
    manager: isOn(`${at}.manager`),
  });
  const sets = (at: string) => ({ names: listed(`${at}.names`), tags: tags(`${at}.tags`) });
  const accounts = (at: string) => ({
    accounts: listed(`${at}.accounts`),
    organisationalUnits: listed(`${at}.organisationalUnits`),
    tags: tags(`${at}.tags`),
  });
  const fallback = (at: string) => {
    const says = { after: said(`${at}.after`), ...approvers(at) };
    const isSaid =
      says.after !== undefined ||
      says.ownerTag !== undefined ||
      says.manager ||
      says.groups.length + says.people.length > 0;
    return isSaid ? says : undefined;
  };
  const stages = stagePlaces.filter((place) => saysStage(fields, place));
  const days = fields[DAYS_FIELD] ?? [];
  return {
    stages,
    written: {
      name: said("name"),
      description: said("description"),
      enabled: isOn("enabled"),
      priority: number("priority"),
      who: { everyone: isOn("who.everyone"), ...principals("who"), except: principals("who.except") },
      permissionSets: { ...sets("permissionSets"), except: sets("permissionSets.except") },
      where: { all: isOn("where.all"), ...accounts("where"), except: accounts("where.except") },
      limits: {
        max: said("limits.max"),
        suggested: said("limits.suggested"),
        ahead: said("limits.ahead"),
        atOnce: number("limits.atOnce"),
        extendTo: said("limits.extendTo"),
        ...(said("limits.begins") === "hours" && {
          hours: {
            zone: said("limits.hours.zone"),
            days: typeof days === "string" ? [days] : days,
            from: said("limits.hours.from"),
            to: said("limits.hours.to"),
          },
        }),
      },
      asks: {
        reasonMinLength: number("asks.reasonMinLength"),
        tickets: listed("asks.tickets"),
        templates: listed("asks.templates"),
      },
      agree:
        said("agree") === "automatic"
          ? "automatic"
          : stages.map((place) => ({
              ...approvers(`agree.${place}`),
              quorum: number(`agree.${place}.quorum`),
              fallback: fallback(`agree.${place}.fallback`),
            })),
      deadline: said("deadline"),
    },
  };
}

/** A rule as a file writes it, as the fields of a form that say the same. */
export function fieldsOfRule(rule: WrittenRule): RuleFields {
  const { who, permissionSets, where, limits, asks, agree } = rule;
  const list = (names: readonly string[] = []) => names.join("\n");
  const text = (value: string | number | undefined) => (value === undefined ? "" : String(value));
  const principals = (at: string, of: Principals = {}) => ({
    [`${at}.groups`]: list(of.groups),
    [`${at}.people`]: list(of.people),
  });
  const approvers = (
    at: string,
    of: Principals & { ownerTag?: string | undefined; manager?: boolean | undefined } = {},
  ) => ({
    ...principals(at, of),
    [`${at}.ownerTag`]: text(of.ownerTag),
    ...(of.manager === true && { [`${at}.manager`]: ON }),
  });
  const stages = agree === "automatic" ? [] : agree;
  const ofStage = (place: number, stage: (typeof stages)[number] | undefined) => ({
    ...approvers(`agree.${place}`, stage),
    [`agree.${place}.quorum`]: text(stage?.quorum ?? 1),
    [`agree.${place}.fallback.after`]: text(stage?.fallback?.after),
    ...approvers(`agree.${place}.fallback`, stage?.fallback),
  });
  return {
    name: rule.name,
    description: text(rule.description),
    priority: text(rule.priority ?? 100),
    ...((rule.enabled ?? true) && { enabled: ON }),
    ...(who.everyone === true && { "who.everyone": ON }),
    ...principals("who", who),
    ...principals("who.except", who.except),
    "permissionSets.names": list(permissionSets.names),
    "permissionSets.tags": writeTags(permissionSets.tags),
    "permissionSets.except.names": list(permissionSets.except?.names),
    "permissionSets.except.tags": writeTags(permissionSets.except?.tags),
    ...(where.all === true && { "where.all": ON }),
    "where.accounts": list(where.accounts),
    "where.organisationalUnits": list(where.organisationalUnits),
    "where.tags": writeTags(where.tags),
    "where.except.accounts": list(where.except?.accounts),
    "where.except.organisationalUnits": list(where.except?.organisationalUnits),
    "where.except.tags": writeTags(where.except?.tags),
    "limits.max": text(limits.max),
    "limits.suggested": text(limits.suggested),
    "limits.ahead": text(limits.ahead),
    "limits.atOnce": text(limits.atOnce),
    "limits.extendTo": text(limits.extendTo),
    "limits.begins": limits.hours ? "hours" : "any",
    "limits.hours.zone": text(limits.hours?.zone),
    [DAYS_FIELD]: limits.hours?.days ?? [],
    "limits.hours.from": text(limits.hours?.from),
    "limits.hours.to": text(limits.hours?.to),
    "asks.reasonMinLength": text(asks?.reasonMinLength),
    "asks.tickets": list(asks?.tickets),
    "asks.templates": list(asks?.templates),
    agree: agree === "automatic" ? "automatic" : "stages",
    ...Object.fromEntries(stagePlaces.flatMap((place) => Object.entries(ofStage(place, stages[place])))),
    deadline: text(rule.deadline ?? "1d"),
  };
}

/** The fields that a new rule begins with: nobody may ask for anything by it yet. */
export const newRuleFields: RuleFields = fieldsOfRule({
  name: "",
  who: {},
  permissionSets: {},
  where: {},
  limits: { max: "4h", suggested: "1h" },
  agree: [],
});

type Principals = { groups?: readonly string[] | undefined; people?: readonly string[] | undefined };
type Tags = Readonly<Record<string, string | readonly string[]>>;

/** A word as it stands in a tag's line; in quotes where it could be read otherwise. */
function quoted(word: string, isKey: boolean): string {
  const isPlain =
    word !== "" &&
    word === word.trim() &&
    !word.startsWith('"') &&
    !/[\n\r]/.test(word) &&
    !(isKey && word.includes("="));
  return isPlain || (word === "" && !isKey) ? word : JSON.stringify(word);
}

function writeTags(tags: Tags = {}): string {
  return Object.entries(tags)
    .flatMap(([key, values]) =>
      [values].flat().map((value) => `${quoted(key, true)}=${quoted(value, false)}`),
    )
    .join("\n");
}

/** Tags by key, several values of one key as a list; the text itself when a line of it is no tag. */
function readTags(text: string): Record<string, string[]> | string {
  const tags: Record<string, string[]> = {};
  for (const line of linesOf(text)) {
    const found = /^(?<key>"(?:[^"\\]|\\.)*"|[^="][^=]*)=(?<value>.*)$/.exec(line)?.groups;
    const [key, value] = [unquoted(found?.key), unquoted(found?.value)];
    // A record cannot hold what objects take for their prototype.
    if (key === null || value === null || key === "__proto__") return text;
    tags[key] = [...(Object.hasOwn(tags, key) ? (tags[key] ?? []) : []), value];
  }
  return tags;
}

function unquoted(word: string | undefined): string | null {
  if (word === undefined) return null;
  const text = word.trim();
  if (!text.startsWith('"')) return text;
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === "string" ? read : null;
  } catch {
    return null;
  }
}
