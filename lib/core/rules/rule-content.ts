import { z } from "zod";
import { days, MAX_MINUTES, MAX_STAGES, MAX_TEMPLATE_LENGTH, MAX_TEMPLATES, MIN_MINUTES } from "./bounds.ts";

const MAX_AHEAD_MINUTES = 30 * 24 * 60;

const id = z.string().min(1).max(256);
const ids = z.array(id).max(500).readonly();
const tags = z
  .array(z.strictObject({ key: z.string().min(1).max(128), value: z.string().max(256) }))
  .max(50)
  .readonly();
const principals = z.strictObject({ groups: ids, people: ids });
const minutes = z.number().int();
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "is not a time such as 08:00");

/** One line. */
const template = z
  .string()
  .min(1)
  .max(MAX_TEMPLATE_LENGTH)
  .regex(/^[^\n\r\t]+$/, "is more than one line");

const approvers = z.strictObject({
  ...principals.shape,
  /** The key of an account's tag whose value is the user name or mail address of the account's owner. */
  ownerTag: z.string().min(1).max(128).nullable(),
  /** Whether the manager whom the directory names for the requester is one of them. */
  manager: z.boolean().default(false),
});

const stage = z.strictObject({
  approvers,
  /** How many of them have to say yes. */
  quorum: z.number().int().min(1).max(5),
  /** Who may decide as well when the stage has waited for so long. */
  fallback: z.strictObject({ afterMinutes: minutes.min(15).max(MAX_MINUTES), approvers }).nullable(),
});

/** What a rule says. Everything that it names is named by its id; the stored form and the one that is judged are the same. */
export const ruleContent = z.strictObject({
  who: z.strictObject({ everyone: z.boolean(), ...principals.shape, except: principals }),
  sets: z.strictObject({
    arns: ids,
    tags,
    /** Names, in which `*` stands for any characters. */
    patterns: z.array(z.string().min(1).max(128)).max(50).readonly(),
    except: z.strictObject({
      arns: ids,
      tags,
      patterns: z.array(z.string().min(1).max(128)).max(50).readonly(),
    }),
  }),
  accounts: z.strictObject({
    all: z.boolean(),
    ids,
    units: ids,
    tags,
    except: z.strictObject({ ids, units: ids, tags }),
  }),
  limits: z.strictObject({
    maxMinutes: minutes.min(MIN_MINUTES).max(MAX_MINUTES),
    suggestedMinutes: minutes.min(MIN_MINUTES).max(MAX_MINUTES).nullable(),
    /** How far ahead a start may lie; 0 for now only. */
    aheadMinutes: minutes.min(0).max(MAX_AHEAD_MINUTES),
    /** How many requests and grants under this rule a person may have open at once. */
    atOnce: z.number().int().min(1).max(20).nullable(),
    /** How long a grant may last with everything that it is extended by; null for no extension. */
    extendToMinutes: minutes.min(MIN_MINUTES).max(MAX_MINUTES).nullable(),
    /** When a grant may begin; null for any time. */
    hours: z
      .strictObject({
        zone: z.string().min(1).max(64),
        days: z.array(z.enum(days)).min(1).readonly(),
        from: time,
        to: time,
      })
      .nullable(),
  }),
  asks: z.strictObject({
    reasonMinLength: z.number().int().min(0).max(200),
    /** Patterns of which a ticket has to meet one; none when no ticket is needed. `#` stands for digits, `*` for any characters. */
    tickets: z.array(z.string().min(1).max(64)).max(10).readonly(),
    /** Beginnings of a reason that may be chosen, with `…` where something is to be filled in. Rules that were written before have none. */
    templates: z.array(template).max(MAX_TEMPLATES).readonly().default([]),
  }),
  agreement: z.strictObject({
    /** In order; none when the rule itself agrees. */
    stages: z.array(stage).max(MAX_STAGES).readonly(),
    deadlineMinutes: minutes.min(15).max(MAX_MINUTES),
  }),
});

export type RuleContent = z.infer<typeof ruleContent>;
export type Stage = RuleContent["agreement"]["stages"][number];
export type Approvers = Stage["approvers"];
export type Principals = z.infer<typeof principals>;

/** One version of a rule. */
export type Rule = {
  id: string;
  name: string;
  version: number;
  enabled: boolean;
  /** Of the rules that allow a request, the one with the smallest number decides. */
  priority: number;
  content: RuleContent;
};
