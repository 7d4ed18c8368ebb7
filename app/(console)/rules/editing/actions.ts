"use server";

import { z } from "zod";
import { formAction } from "#app/form-action.ts";
import { listOf, paragraph } from "#app/form-fields.ts";
import type { FormValues } from "#app/form-state.ts";
import type { Doing, PersonActor } from "#lib/core/actor.ts";
import { explain } from "#lib/core/refusal.ts";
import { MAX_REASON_LENGTH } from "#lib/core/request.ts";
import { accept, refuse } from "#lib/core/result.ts";
import { days } from "#lib/core/rules/bounds.ts";
import { type DraftProblems, fieldProblems, textProblems } from "#lib/core/rules/field-problems.ts";
import { DAYS_FIELD, ruleOfFields, switches, textFields, textOf } from "#lib/core/rules/rule-fields.ts";
import { readRuleYaml } from "#lib/core/rules/rules-yaml.ts";
import { proposeRule } from "#lib/operations/rules/propose-rule.ts";
import { paths } from "#lib/paths.ts";
import { previewRule } from "#lib/queries/access/rule-preview.ts";
import type { RuleAnswer } from "./rule-answer.ts";

const LONGEST_TEXT = 40_000;

type Fields = Record<string, z.ZodType<string | string[] | undefined>>;

const everyForm: Fields = {
  ruleId: z.union([z.uuid(), z.literal("")]),
  baseVersion: z.string().regex(/^\d{0,9}$/),
  /** The hash of what was previewed; empty before the first preview. */
  previewed: z.string().regex(/^([0-9a-f]{64})?$/),
  intent: z.enum(["preview", "save"]),
  note: paragraph(MAX_REASON_LENGTH).default(""),
};

export const sendFields = formAction({
  fields: {
    ...everyForm,
    ...Object.fromEntries(textFields.map((name) => [name, paragraph(LONGEST_TEXT).default("")])),
    ...Object.fromEntries(switches.map((name) => [name, z.literal("on").optional()])),
    [DAYS_FIELD]: listOf(z.enum(days)),
  },
  async act(doing, input) {
    const values = valuesOf(input);
    const { written, stages } = ruleOfFields(values);
    return answer(doing, values, written, (problems) => fieldProblems(problems, stages));
  },
});

export const sendText = formAction({
  fields: { ...everyForm, text: paragraph(LONGEST_TEXT) },
  async act(doing, input) {
    const values = valuesOf(input);
    const read = readRuleYaml(textOf(values, "text"));
    if ("problem" in read) return refuse({ code: "unfit-fields", fields: { text: read.problem } });
    return answer(doing, values, read.written, (problems) => ({ text: textProblems(problems).join("\n") }));
  },
});

function valuesOf(input: Readonly<Record<string, string | string[] | undefined>>): FormValues {
  return Object.fromEntries(
    Object.entries(input).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

/** Previews what was written; and saves it, when that is asked and it is what was previewed. */
async function answer(
  doing: Doing<PersonActor>,
  values: FormValues,
  written: unknown,
  fieldsOf: (problems: DraftProblems) => Readonly<Record<string, string>>,
) {
  const { viewer } = doing.actor;
  if (!viewer.isAdministrator) return refuse({ code: "not-allowed" });
  const base = textOf(values, "baseVersion");
  const previewed = await previewRule(viewer, {
    ruleId: textOf(values, "ruleId") || null,
    baseVersion: base === "" ? null : Number(base),
    written,
  });
  if (previewed === null) return refuse({ code: "unknown" });
  if ("problems" in previewed) return refuse({ code: "unfit-fields", fields: fieldsOf(previewed.problems) });
  const { preview, hash, ...proposal } = previewed;
  const shown: RuleAnswer = {
    preview,
    hash,
    baseVersion: proposal.baseVersion,
    values,
    notSaved: null,
    noteError: null,
  };
  if (values.intent !== "save") return accept({ value: shown });
  if (hash !== values.previewed) return accept({ value: { ...shown, notSaved: CHANGED } });
  const note = textOf(values, "note");
  if (note === "") return accept({ value: { ...shown, noteError: WHY } });
  const proposed = await proposeRule(doing, { ...proposal, note });
  if (!proposed.ok) return accept({ value: { ...shown, notSaved: explain(proposed.refusal) } });
  return accept({ redirectTo: paths.ruleChange(proposed.value.changeId) });
}

const CHANGED = "This is not what was previewed last. Look at what it would do now, and save it then.";
const WHY = "Say why: it stays in the audit, and whoever has to agree reads it.";
