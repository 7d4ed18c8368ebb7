import { z } from "zod";
import { days, MAX_MINUTES, MAX_STAGES, MAX_TEMPLATE_LENGTH, MAX_TEMPLATES, MIN_MINUTES } from "./bounds.ts";
import { isZone } from "./hours.ts";
import { readMinutes } from "./spell-minutes.ts";

const name = z.string().trim().min(1).max(128);
const names = z.array(name).max(500).default([]);
const tagValue = z.string().max(256);
const tags = z
  .record(z.string().min(1).max(128), z.union([tagValue, z.array(tagValue).min(1).max(50)]))
  .default({})
  .describe(
    "Tags by key, each with the value that it must have, or several of which it has one; one of them is enough.",
  );
const length = z
  .union([z.string(), z.number()])
  .describe("A length such as 90m, 4h or 7d.")
  .refine((said) => (readMinutes(said) ?? Number.POSITIVE_INFINITY) <= 30 * 1_440, {
    message: "is no length such as 90m, 4h or 7d",
  });
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "is not a time such as 08:00");

const principals = z.strictObject({
  groups: names.describe("Groups, by display name or id."),
  people: names.describe("People, by user name or id."),
});

const approvers = z.strictObject({
  ...principals.shape,
  ownerTag: z
    .string()
    .min(1)
    .max(128)
    .optional()
    .describe(
      "The key of an account's tag whose value is the user name or mail address of who owns the account.",
    ),
  manager: z
    .boolean()
    .default(false)
    .describe("Whether the manager whom the directory names for the requester is one of them."),
});

const namesSomebody = ({ groups, people, ownerTag, manager }: z.infer<typeof approvers>) =>
  groups.length + people.length > 0 || ownerTag !== undefined || manager;

const stage = z
  .strictObject({
    ...approvers.shape,
    quorum: z.number().int().min(1).max(5).default(1).describe("How many of them have to say yes."),
    fallback: z
      .strictObject({ after: length, ...approvers.shape })
      .refine(namesSomebody, "names nobody")
      .optional()
      .describe("Who may decide as well when the stage has waited for so long."),
  })
  .refine(namesSomebody, "names nobody");

const sets = z.strictObject({
  names: names.describe("Names, in which * stands for any characters."),
  tags,
});
const accounts = z.strictObject({
  accounts: names.describe("Accounts, by name or id."),
  organisationalUnits: names.describe(
    "Units by their path below the root, such as Workloads/Prod; with everything below them.",
  ),
  tags,
});

const rule = z.strictObject({
  name,
  description: z.string().max(500).default(""),
  enabled: z.boolean().default(true),
  priority: z
    .number()
    .int()
    .min(1)
    .max(9_999)
    .default(100)
    .describe("Of the rules that allow a request, the one with the smallest number decides."),
  who: z
    .strictObject({
      everyone: z.boolean().default(false),
      ...principals.shape,
      except: principals.optional(),
    })
    .refine(({ everyone, groups, people }) => everyone || groups.length + people.length > 0, "names nobody"),
  permissionSets: z
    .strictObject({ ...sets.shape, except: sets.optional() })
    .refine(({ names: named, tags: tagged }) => named.length + Object.keys(tagged).length > 0, "names none"),
  where: z
    .strictObject({ all: z.boolean().default(false), ...accounts.shape, except: accounts.optional() })
    .refine(
      (each) =>
        each.all ||
        each.accounts.length + each.organisationalUnits.length + Object.keys(each.tags).length > 0,
      "names no account and no organisational unit",
    ),
  limits: z.strictObject({
    max: length.describe("The longest that may be asked for."),
    suggested: length.optional(),
    ahead: length.optional().describe("How far ahead a start may lie; left out: now only."),
    atOnce: z.number().int().min(1).max(20).optional(),
    extendTo: length
      .optional()
      .describe("How long a grant may last with all its extensions; left out: none."),
    hours: z
      .strictObject({
        zone: z.string().refine(isZone, "is no time zone such as Europe/Oslo"),
        days: z.array(z.enum(days)).min(1),
        from: time,
        to: time,
      })
      .optional()
      .describe("When a grant may begin; left out: at any time."),
  }),
  asks: z
    .strictObject({
      reasonMinLength: z.number().int().min(0).max(200).default(0),
      tickets: z
        .array(z.string().min(1).max(64))
        .max(10)
        .default([])
        .describe("A ticket has to meet one of these: # stands for digits, * for any characters."),
      templates: z
        .array(
          z
            .string()
            .trim()
            .min(1)
            .max(MAX_TEMPLATE_LENGTH)
            .regex(/^[^\n\r\t]+$/, "is more than one line"),
        )
        .max(MAX_TEMPLATES)
        .default([])
        .describe("Beginnings of a reason that may be chosen, with … where something is to be filled in."),
    })
    .optional(),
  agree: z
    .union([z.literal("automatic"), z.array(stage).min(1).max(MAX_STAGES)])
    .describe("Who has to agree, stage by stage; or automatic."),
  deadline: length.optional().describe("How long an undecided request stands; left out: a day."),
});

/** What a rules file holds, read from YAML; the JSON Schema that is published is made of this. */
export const rulesFile = z.strictObject({ rules: z.array(rule) }).superRefine(({ rules }, context) => {
  const seen = new Set<string>();
  for (const [index, each] of rules.entries()) {
    if (seen.has(each.name))
      context.addIssue({
        code: "custom",
        path: ["rules", index, "name"],
        message: `"${each.name}" stands twice`,
      });
    seen.add(each.name);
    for (const { path, message } of lengthProblems(each))
      context.addIssue({ code: "custom", path: ["rules", index, ...path], message });
  }
});

export type RuleInFile = z.output<typeof rule>;
/** A rule as a file may write it, with what goes without saying left out. */
export type WrittenRule = z.input<typeof rule>;

/** What is wrong with a rule, and at which place of it. */
export type RuleProblem = { path: readonly (string | number)[]; message: string };

const BETWEEN = "is not between 15m and 7d";

function lengthProblems({ limits, agree, deadline }: RuleInFile): RuleProblem[] {
  const { max, suggested, extendTo } = limits;
  const most = readMinutes(max) ?? 0;
  const problems: RuleProblem[] = [];
  const isBounded = isBetween(max, MIN_MINUTES, MAX_MINUTES);
  if (!isBounded) problems.push({ path: ["limits", "max"], message: BETWEEN });
  if (isBounded && suggested !== undefined && !isBetween(suggested, MIN_MINUTES, most))
    problems.push({
      path: ["limits", "suggested"],
      message: "is not between 15m and the longest that may be asked for",
    });
  if (isBounded && extendTo !== undefined && !isBetween(extendTo, most, MAX_MINUTES))
    problems.push({
      path: ["limits", "extendTo"],
      message: "is not between the longest that may be asked for and 7d",
    });
  if (deadline !== undefined && !isBetween(deadline, MIN_MINUTES, MAX_MINUTES))
    problems.push({ path: ["deadline"], message: BETWEEN });
  for (const [index, { fallback }] of agree === "automatic" ? [] : agree.entries())
    if (fallback && !isBetween(fallback.after, MIN_MINUTES, MAX_MINUTES))
      problems.push({ path: ["agree", index, "fallback", "after"], message: BETWEEN });
  return problems;
}

function isBetween(said: string | number, least: number, most: number): boolean {
  const minutes = readMinutes(said);
  return minutes !== null && minutes >= least && minutes <= most;
}

/**
 * Parses the rules file's content, already read from YAML.
 * @returns the rules; or what is wrong, a sentence for each place
 */
export function parseRulesFile(content: unknown): { rules: RuleInFile[] } | { problems: string[] } {
  const parsed = rulesFile.safeParse(content);
  if (parsed.success) return parsed.data;
  return {
    problems: parsed.error.issues
      .map(innermost)
      .map(({ path, message }) => `${path.join(".") || "the file"}: ${message}`),
  };
}

/**
 * Parses one rule as a file would hold it.
 * @returns the rule; or what is wrong, with its place in the rule
 */
export function parseRule(written: unknown): { rule: RuleInFile } | { problems: RuleProblem[] } {
  const parsed = rulesFile.safeParse({ rules: [written] });
  const [only] = parsed.data?.rules ?? [];
  if (only) return { rule: only };
  return {
    problems: (parsed.error?.issues ?? []).map(innermost).map(({ path, message }) => ({
      path: path.slice(2).map((step) => (typeof step === "number" ? step : String(step))),
      message,
    })),
  };
}

type Issue = z.core.$ZodIssue;

/** Where there are several ways to say something, what is wrong with the one that was gone farthest. */
function innermost(issue: Issue): Pick<Issue, "path" | "message"> {
  if (issue.code !== "invalid_union") return issue;
  const [deepest] = issue.errors
    .flat()
    .map(innermost)
    .toSorted((a, b) => b.path.length - a.path.length);
  if (!deepest || deepest.path.length === 0) return issue;
  return { path: [...issue.path, ...deepest.path], message: deepest.message };
}

/** The JSON Schema of a rules file, for editors and for whoever checks files in git. */
export function rulesSchema(): Record<string, unknown> {
  return { title: "Rules of Gatehouse", ...z.toJSONSchema(rulesFile, { io: "input" }) };
}
