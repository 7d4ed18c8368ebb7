import { MAX_TEMPLATE_LENGTH, MAX_TEMPLATES } from "./bounds.ts";
import type { RuleProblem } from "./rules-file.ts";

export type FieldProblems = Readonly<Record<string, string>>;

const NAMES = "At most 500 names of at most 128 characters, one a line.";
const TAGS = "Write a tag a line, such as stage=prod.";

/** What stands at a field that cannot stay as it is, by the field's place without the number of its stage. */
const ofPlaces: Readonly<Record<string, string>> = {
  name: "Give it a name of at most 128 characters.",
  description: "At most 500 characters.",
  priority: "Give the rule a whole number from 1 to 9999.",
  who: "Name a group or a person, or let everyone ask.",
  permissionSets: "Name a permission set, a pattern or a tag.",
  where: "Name an account, a unit or a tag, or take all accounts.",
  "limits.max": "Say how long at most: from 15m to 7d, such as 90m, 4h or 2d.",
  "limits.suggested": "Suggest from 15m to the longest that may be asked for, or nothing.",
  "limits.ahead": "Let it begin up to 30d ahead, such as 7d; or leave it empty.",
  "limits.atOnce": "Let a person have from 1 to 20 at once; or leave it empty.",
  "limits.extendTo": "Extend to the longest that may be asked for or more, up to 7d; or leave it empty.",
  "limits.hours.zone": "Give a time zone such as Europe/Oslo.",
  "limits.hours.days": "Choose at least one day.",
  "limits.hours.from": "Give a time such as 08:00.",
  "limits.hours.to": "Give a time such as 16:00.",
  "asks.reasonMinLength": "Ask for a reason of 0 to 200 letters.",
  "asks.tickets": "At most 10 patterns of at most 64 characters, one a line.",
  "asks.templates": `At most ${MAX_TEMPLATES} beginnings of at most ${MAX_TEMPLATE_LENGTH} characters, one a line.`,
  agree: "Name who has to agree, or let the rule agree by itself.",
  "agree.quorum": "Let from 1 to 5 people agree.",
  "agree.ownerTag": "Give the key of a tag, of at most 128 characters.",
  "agree.fallback": "Name who may decide as well, or leave the time empty.",
  "agree.fallback.after": "Say after how long they may decide as well: from 15m to 7d.",
  "agree.fallback.ownerTag": "Give the key of a tag, of at most 128 characters.",
  deadline: "Say after how long an undecided request lapses: from 15m to 7d.",
};

/** The first field of each part of a rule: where it is said that the part as a whole says too little. */
const firstFields: Readonly<Record<string, string>> = {
  who: "who.groups",
  permissionSets: "permissionSets.names",
  where: "where.organisationalUnits",
  agree: "agree.0.groups",
};

/** What is wrong with a rule: with how it is written, or with the names in it. */
export type DraftProblems = { written: readonly RuleProblem[]; unknown: readonly RuleProblem[] };

/**
 * What is wrong with a rule, for each field of the form.
 * @param stages which stage of the form each stage of the rule is
 */
export function fieldProblems({ written, unknown }: DraftProblems, stages: readonly number[]): FieldProblems {
  const said = new Map<string, Set<string>>();
  const say = (path: RuleProblem["path"], sentence: string) => {
    const field = fieldAt(path, stages);
    said.set(field, (said.get(field) ?? new Set()).add(sentence));
  };
  for (const { path, message } of written) say(path, sentenceAt(path) ?? capitalised(message));
  for (const { path, message } of unknown) say(path, capitalised(message));
  return Object.fromEntries([...said].map(([field, sentences]) => [field, [...sentences].join(" ")]));
}

/** What is wrong with a rule that was written as text, a sentence for each place. */
export function textProblems({ written, unknown }: DraftProblems): string[] {
  return [
    ...written.map(({ path, message }) => `${path.join(".") || "the rule"}: ${message}`),
    ...unknown.map(({ message }) => capitalised(message)),
  ];
}

const isIndex = (step: string | number): step is number => typeof step === "number";

function fieldAt(path: RuleProblem["path"], stages: readonly number[]): string {
  const [part = "name", ...rest] = path;
  if (part !== "agree") {
    const place = [part, ...rest].filter((step) => !isIndex(step)).join(".");
    const isTag = /^(.*\.tags)\..*$/.exec(place);
    return firstFields[place] ?? isTag?.[1] ?? place;
  }
  const [index, ...inStage] = rest;
  if (index === undefined || !isIndex(index)) return "agree.0.groups";
  const within = inStage.filter((step) => !isIndex(step)).join(".");
  const stage = `agree.${stages[index] ?? index}`;
  if (within === "") return `${stage}.groups`;
  return within === "fallback" ? `${stage}.fallback.groups` : `${stage}.${within}`;
}

function sentenceAt(path: RuleProblem["path"]): string | undefined {
  const place = path.filter((step) => !isIndex(step)).join(".");
  if (/\.tags(\.|$)/.test(place)) return TAGS;
  return /(^|\.)(groups|people|names|accounts|organisationalUnits)$/.test(place) ? NAMES : ofPlaces[place];
}

function capitalised(message: string): string {
  return message.charAt(0).toUpperCase() + message.slice(1);
}
