import { z } from "zod";
import type { RuleInFile } from "./rules-file.ts";

const names = z.array(z.string()).catch([]);
const principals = z.object({ groups: names, people: names }).catch({ groups: [], people: [] });
const sets = z.object({ names }).catch({ names: [] });
const places = z
  .object({ accounts: names, organisationalUnits: names })
  .catch({ accounts: [], organisationalUnits: [] });
const stage = z
  .object({ ...principals.unwrap().shape, fallback: principals })
  .catch({ groups: [], people: [], fallback: { groups: [], people: [] } });

const named = z.object({
  who: principals
    .unwrap()
    .extend({ except: principals })
    .catch({
      groups: [],
      people: [],
      except: { groups: [], people: [] },
    }),
  permissionSets: sets
    .unwrap()
    .extend({ except: sets })
    .catch({ names: [], except: { names: [] } }),
  where: places
    .unwrap()
    .extend({ except: places })
    .catch({
      accounts: [],
      organisationalUnits: [],
      except: { accounts: [], organisationalUnits: [] },
    }),
  agree: z.array(stage).catch([]),
});

/**
 * A rule that names what something not yet fit to be a rule names, so that its wrong names can be told beside everything else that is wrong; it says
 * nothing else.
 * @returns null when it is nothing like a rule
 */
export function namesIn(written: unknown): RuleInFile | null {
  const read = named.safeParse(written);
  if (!read.success) return null;
  const { who, permissionSets, where, agree } = read.data;
  const tags = {};
  return {
    name: "",
    description: "",
    enabled: false,
    priority: 1,
    who: { everyone: false, ...who },
    permissionSets: { ...permissionSets, tags, except: { ...permissionSets.except, tags } },
    where: { all: false, ...where, tags, except: { ...where.except, tags } },
    limits: { max: "1h" },
    agree: agree.map(({ fallback, ...of }) => ({
      ...of,
      manager: false,
      quorum: 1,
      fallback: { ...fallback, manager: false, after: "1h" },
    })),
  };
}
