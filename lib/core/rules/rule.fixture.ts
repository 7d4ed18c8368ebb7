import type { Rule, RuleContent, Stage } from "./rule-content.ts";

const nobody = { groups: [], people: [] };

/** One voice of these groups and people. */
export function stage(groups: readonly string[], rest: Partial<Stage> = {}): Stage {
  return {
    approvers: { ...nobody, groups, ownerTag: null, manager: false },
    quorum: 1,
    fallback: null,
    ...rest,
  };
}

/** A rule's content that lets engineers ask for the set `operator` in the account `payments`, and has leads agree; but for these parts. */
export function content(
  parts: {
    who?: Partial<RuleContent["who"]>;
    sets?: Partial<RuleContent["sets"]>;
    accounts?: Partial<RuleContent["accounts"]>;
    limits?: Partial<RuleContent["limits"]>;
    asks?: Partial<RuleContent["asks"]>;
    agreement?: Partial<RuleContent["agreement"]>;
  } = {},
): RuleContent {
  return {
    who: { everyone: false, groups: ["engineers"], people: [], except: nobody, ...parts.who },
    sets: {
      arns: ["operator"],
      tags: [],
      patterns: [],
      except: { arns: [], tags: [], patterns: [] },
      ...parts.sets,
    },
    accounts: {
      all: false,
      ids: ["payments"],
      units: [],
      tags: [],
      except: { ids: [], units: [], tags: [] },
      ...parts.accounts,
    },
    limits: {
      maxMinutes: 240,
      suggestedMinutes: null,
      aheadMinutes: 0,
      atOnce: null,
      extendToMinutes: null,
      hours: null,
      ...parts.limits,
    },
    asks: { reasonMinLength: 0, tickets: [], templates: [], ...parts.asks },
    agreement: { stages: [stage(["leads"])], deadlineMinutes: 1_440, ...parts.agreement },
  };
}

/** A rule that is switched on; but for these parts. */
export function rule(
  name: string,
  parts: Parameters<typeof content>[0] = {},
  rest: Partial<Rule> = {},
): Rule {
  return { id: name, name, version: 1, enabled: true, priority: 100, content: content(parts), ...rest };
}
