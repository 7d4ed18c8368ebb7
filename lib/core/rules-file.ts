import { z } from "zod";
import { MIN_MINUTES } from "./request.ts";

const name = z.string().trim().min(1).max(128);
const principals = z
  .strictObject({ groups: z.array(name).default([]), people: z.array(name).default([]) })
  .refine(({ groups, people }) => groups.length + people.length > 0, "names nobody");

const rule = z.strictObject({
  name,
  description: z.string().max(500).default(""),
  enabled: z.boolean().default(true),
  requesters: principals,
  permissionSets: z.array(name).min(1),
  accounts: z.array(name).default([]),
  organisationalUnits: z.array(name).default([]),
  maxMinutes: z.number().int().min(MIN_MINUTES).max(10_080),
  approvers: principals,
});

const rulesFile = z.strictObject({ rules: z.array(rule) }).superRefine(({ rules }, context) => {
  const seen = new Set<string>();
  for (const [index, { name: each, accounts, organisationalUnits }] of rules.entries()) {
    if (seen.has(each))
      context.addIssue({ code: "custom", path: ["rules", index, "name"], message: `"${each}" stands twice` });
    seen.add(each);
    if (accounts.length + organisationalUnits.length === 0) {
      context.addIssue({
        code: "custom",
        path: ["rules", index],
        message: "names no account and no organisational unit",
      });
    }
  }
});

export type RulesFile = z.infer<typeof rulesFile>;
export type RuleInFile = RulesFile["rules"][number];

/**
 * Parses the rules file's content, already read from YAML.
 * @returns the rules; or what is wrong, a sentence for each place
 */
export function parseRulesFile(content: unknown): { rules: RulesFile["rules"] } | { problems: string[] } {
  const parsed = rulesFile.safeParse(content);
  if (parsed.success) return parsed.data;
  return {
    problems: parsed.error.issues.map((issue) => `${issue.path.join(".") || "the file"}: ${issue.message}`),
  };
}
