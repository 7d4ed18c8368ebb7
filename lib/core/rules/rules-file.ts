import { z } from "zod";
import { days, MAX_MINUTES, MAX_STAGES, MAX_TEMPLATE_LENGTH, MAX_TEMPLATES } from "./bounds.ts";
import { isZone } from "./hours.ts";
import { readMinutes } from "./spell-minutes.ts";

const name = z.string().trim().min(1).max(128);
const names = z.array(name).max(500).default([]);
const tags = z
  .record(z.string().min(1).max(128), z.string().max(256))
  .default({})
  .describe("Tags by key, each with the value that it must have; one of them is enough.");
const length = z
  .union([z.string(), z.number()])
  .describe("A length such as 90m, 4h or 7d.")
  .refine((said) => (readMinutes(said) ?? Number.POSITIVE_INFINITY) <= 30 * 1_440, {
    message: "is no length such as 90m, 4h or 7d",
  });
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "is not a time such as 08:00");

const principals = z.strictObject({
  groups: names.describe("Groups, by their display names."),
  people: names.describe("People, by their user names."),
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
  for (const [index, { name: each, limits }] of rules.entries()) {
    if (seen.has(each))
      context.addIssue({ code: "custom", path: ["rules", index, "name"], message: `"${each}" stands twice` });
    seen.add(each);
    for (const [what, message] of lengthProblems(limits))
      context.addIssue({ code: "custom", path: ["rules", index, "limits", what], message });
  }
});

export type RuleInFile = z.infer<typeof rule>;

function lengthProblems({ max, suggested, extendTo }: RuleInFile["limits"]): [string, string][] {
  const most = readMinutes(max) ?? 0;
  const problems: [string, string][] = [];
  if (most < 15 || most > MAX_MINUTES) problems.push(["max", "is not between 15m and 7d"]);
  if (suggested !== undefined && !isBetween(suggested, 15, most))
    problems.push(["suggested", "is not between 15m and the longest that may be asked for"]);
  if (extendTo !== undefined && !isBetween(extendTo, most, MAX_MINUTES))
    problems.push(["extendTo", "is not between the longest that may be asked for and 7d"]);
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
    problems: parsed.error.issues.map((issue) => `${issue.path.join(".") || "the file"}: ${issue.message}`),
  };
}

/** The JSON Schema of a rules file, for editors and for whoever checks files in git. */
export function rulesSchema(): Record<string, unknown> {
  return { title: "Rules of Gatehouse", ...z.toJSONSchema(rulesFile, { io: "input" }) };
}
