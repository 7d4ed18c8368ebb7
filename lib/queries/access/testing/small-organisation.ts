import { randomUUID } from "node:crypto";
import { openSession } from "#lib/auth/session.ts";
import { ADMINISTRATORS, AUDITORS, type Stage, setStage } from "#lib/auth/testing/stage.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { readNow } from "#lib/db/now.ts";
import { putRule } from "#lib/operations/rules/put-rule.ts";

const ISSUER = "http://127.0.0.1:4301";

export const management = "000000000001";
export const prod = "000000000010";
export const staging = "000000000020";
export const closed = "000000000030";
export const setArn = (id: string) => `arn:aws:sso:::permissionSet/ssoins-0000000000000000/ps-${id}`;

/** People by what they are; each is in the groups that stand beside them. */
const people = {
  engineer: ["engineers"],
  colleague: ["engineers"],
  lead: ["leads"],
  outsider: [],
  administrator: [ADMINISTRATORS],
  auditor: [AUDITORS],
} as const satisfies Record<string, readonly string[]>;

export type PersonName = keyof typeof people;

export type SmallOrganisation = Stage & {
  viewer(name: PersonName): Promise<Viewer>;
  addRule(rule: {
    requesters: readonly string[];
    approvers: readonly string[];
    sets: readonly string[];
    targets: readonly string[];
    maxMinutes?: number;
    extendToMinutes?: number;
    isOff?: boolean;
  }): Promise<string>;
};

/** A small organisation in a database of its own: Production and Staging below Workloads, two sets, six people. */
export async function smallOrganisation(): Promise<SmallOrganisation> {
  const stage = await setStage(ISSUER);
  const sql = (text: string, values: unknown[] = []) => stage.sql(text, values);
  await sql("insert into organisation values ('o-1', $1, 'r-1')", [management]);
  await sql(`insert into organisational_unit (id, name, parent_id, path, valid_from) values
    ('r-1', 'Root', null, '{r-1}', now()),
    ('ou-work', 'Workloads', 'r-1', '{r-1,ou-work}', now()),
    ('ou-prod', 'Production', 'ou-work', '{r-1,ou-work,ou-prod}', now()),
    ('ou-staging', 'Staging', 'ou-work', '{r-1,ou-work,ou-staging}', now())`);
  await sql(
    `insert into account (id, name, email, state, parent_id, tags, valid_from) values
      ($1, 'management', 'a@b.test', 'ACTIVE', 'r-1', '{}', now()),
      ($2, 'shop-prod', 'a@b.test', 'ACTIVE', 'ou-prod', '{}', now()),
      ($3, 'shop-staging', 'a@b.test', 'ACTIVE', 'ou-staging', '{}', now()),
      ($4, 'shop-old', 'a@b.test', 'SUSPENDED', 'ou-prod', '{}', now())`,
    [management, prod, staging, closed],
  );
  for (const id of ["read", "write"]) {
    await sql(
      `insert into permission_set (arn, id, name, description, session_minutes, managed_policies, tags, fingerprint, valid_from)
       values ($1, $2, $3, '', 60, '[{"kind":"aws","arn":"a","name":"ReadOnlyAccess"}]', '{}', 'f', now())`,
      [setArn(id), `ps-${id}`, id],
    );
  }
  for (const [id, groups] of Object.entries(people)) {
    await stage.addPerson({ id });
    for (const group of groups) {
      await sql("insert into identity_group values ($1, $1, '', '[]', now()) on conflict do nothing", [
        group,
      ]);
      await sql("insert into membership values ($1, $2, now())", [group, id]);
    }
  }
  const viewers = new Map<PersonName, Viewer>();
  return {
    ...stage,
    async viewer(name) {
      const known = viewers.get(name);
      if (known) return known;
      const opened = await db().$transaction((tx) =>
        openSession(tx, {
          issuer: ISSUER,
          subject: name,
          personId: name,
          authTime: new Date(0),
          seen: { address: null, userAgent: null },
        }),
      );
      if (!opened) throw new Error(`${name} could not sign in.`);
      viewers.set(name, opened.viewer);
      return opened.viewer;
    },
    async addRule({
      requesters,
      approvers,
      sets,
      targets,
      maxMinutes = 240,
      extendToMinutes,
      isOff = false,
    }) {
      const name = randomUUID();
      const who = (names: readonly string[]) => ({
        groups: names.filter((each) => !Object.hasOwn(people, each)),
        people: names.filter((each) => Object.hasOwn(people, each)),
      });
      const none = { arns: [], tags: [], patterns: [] };
      const nowhere = { ids: [], units: [], tags: [] };
      const approving = { ...who(approvers), ownerTag: null, manager: false };
      // Rules are changed by the schema's owner alone.
      const asWeb = process.env.DATABASE_URL;
      process.env.DATABASE_URL = stage.database.urls.owner;
      try {
        return await db().$transaction(async (tx) => {
          await putRule(tx, await readNow(tx), "a test", {
            name,
            description: "",
            enabled: !isOff,
            priority: maxMinutes,
            content: {
              who: { everyone: false, ...who(requesters), except: { groups: [], people: [] } },
              sets: { ...none, arns: sets.map(setArn), except: none },
              accounts: {
                all: false,
                ids: targets.filter((target) => /^\d/.test(target)),
                units: targets.filter((target) => !/^\d/.test(target)),
                tags: [],
                except: nowhere,
              },
              limits: {
                maxMinutes,
                suggestedMinutes: null,
                aheadMinutes: 0,
                atOnce: null,
                extendToMinutes: extendToMinutes ?? null,
                hours: null,
              },
              asks: { reasonMinLength: 0, tickets: [], templates: [] },
              agreement: {
                stages: approvers.length === 0 ? [] : [{ approvers: approving, quorum: 1, fallback: null }],
                deadlineMinutes: 1_440,
              },
            },
          });
          return (await tx.rule.findUniqueOrThrow({ where: { name }, select: { id: true } })).id;
        });
      } finally {
        process.env.DATABASE_URL = asWeb;
      }
    },
  };
}
