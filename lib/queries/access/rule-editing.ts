import type { SaidRule } from "#lib/core/rules/rule-change.ts";
import { ruleContent } from "#lib/core/rules/rule-content.ts";
import { fieldsOfRule, newRuleFields, type RuleFields } from "#lib/core/rules/rule-fields.ts";
import type { WrittenRule } from "#lib/core/rules/rules-file.ts";
import { writeRulesYaml } from "#lib/core/rules/rules-yaml.ts";
import { writeRule } from "#lib/core/rules/write-rule.ts";
import { mayReadEverything, type Viewer } from "#lib/core/viewer.ts";
import { db } from "#lib/db/client.ts";
import { knownNames } from "#lib/db/known-names.ts";

/** A rule as an editor begins with it: which version it is, as the fields of a form and as the text of a rules file. */
export type EditedRule = { ruleId: string; version: number; name: string; fields: RuleFields; text: string };

/**
 * A rule to be edited.
 * @param id its UUID
 * @returns null when there is none, or the viewer is no administrator
 */
export async function ruleToEdit(viewer: Viewer, id: string): Promise<EditedRule | null> {
  if (!viewer.isAdministrator) return null;
  const rule = await db().rule.findUnique({ where: { id } });
  if (!rule) return null;
  const written = await inWords(rule);
  const { version, name } = rule;
  return { ruleId: id, version, name, fields: fieldsOfRule(written), text: writeRulesYaml([written]) };
}

/**
 * What a new rule begins with: nothing, or what another rule says under a name of its own.
 * @param copyOf the UUID of that rule; null for none
 * @returns null when there is no such rule, or the viewer is no administrator
 */
export async function newRule(
  viewer: Viewer,
  copyOf: string | null,
): Promise<Pick<EditedRule, "fields" | "text"> | null> {
  if (!viewer.isAdministrator) return null;
  if (copyOf === null) return { fields: newRuleFields, text: "" };
  const rule = await db().rule.findUnique({ where: { id: copyOf } });
  if (!rule) return null;
  const written = await inWords({ ...rule, name: `Copy of ${rule.name}`.slice(0, 128) });
  return { fields: fieldsOfRule(written), text: writeRulesYaml([written]) };
}

/**
 * Rules as the text of a rules file, as they stand, switched off or not.
 * @param id the UUID of the only one; null for all, in the order in which they decide
 * @returns null when there is none of that id, or the viewer may not read everything
 */
export async function rulesText(
  viewer: Viewer,
  id: string | null,
): Promise<{ text: string; name: string | null } | null> {
  if (!mayReadEverything(viewer)) return null;
  const rows = await db().rule.findMany({
    where: id === null ? {} : { id },
    orderBy: [{ priority: "asc" }, { name: "asc" }],
  });
  if (id !== null && rows.length === 0) return null;
  const known = await knownNames(db());
  const written = rows.map((row) => writeRule({ ...row, content: ruleContent.parse(row.content) }, known));
  return { text: writeRulesYaml(written), name: id === null ? null : (rows[0]?.name ?? null) };
}

async function inWords(rule: Omit<SaidRule, "content"> & { content: unknown }): Promise<WrittenRule> {
  return writeRule({ ...rule, content: ruleContent.parse(rule.content) }, await knownNames(db()));
}
