import { z } from "zod";

/** One statement of a policy document, as far as it can be told in a row. */
export type Statement = {
  sid: string | null;
  effect: "Allow" | "Deny";
  /** Whether the actions and resources are those listed, or all but those. */
  actions: { all: "these" | "all-but"; names: readonly string[] };
  resources: { all: "these" | "all-but"; names: readonly string[] };
  /** The condition block as JSON text; null when there is none. */
  condition: string | null;
};

export type ReadablePolicy =
  | { kind: "statements"; statements: readonly Statement[]; text: string }
  /** JSON, but not a policy document that we can tell row by row. */
  | { kind: "json"; text: string }
  /** Not even JSON. The text is shown as it is. */
  | { kind: "malformed"; text: string };

const names = z.union([z.string().transform((name) => [name]), z.array(z.string())]);

const statement = z
  .object({
    Sid: z.string().optional(),
    Effect: z.enum(["Allow", "Deny"]),
    Action: names.optional(),
    NotAction: names.optional(),
    Resource: names.optional(),
    NotResource: names.optional(),
    Condition: z.record(z.string(), z.unknown()).optional(),
  })
  .refine((parts) => (parts.Action ?? parts.NotAction) !== undefined);

const document = z.object({
  Statement: z.union([z.array(statement), statement.transform((only) => [only])]),
});

/**
 * A policy document prepared for reading. It never throws: what is not a policy comes back as the text it is.
 * @param text the document as AWS holds it
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function readablePolicy(text: string): ReadablePolicy {
  const json = parseJson(text);
  if (json === undefined) return { kind: "malformed", text };
  const pretty = JSON.stringify(json, null, 2);
  const parsed = document.safeParse(json);
  if (!parsed.success) return { kind: "json", text: pretty };
  return { kind: "statements", statements: parsed.data.Statement.map(toStatement), text: pretty };
}

function toStatement(parts: z.infer<typeof statement>): Statement {
  return {
    sid: parts.Sid ?? null,
    effect: parts.Effect,
    actions: parts.Action
      ? { all: "these", names: parts.Action }
      : { all: "all-but", names: parts.NotAction ?? [] },
    resources: parts.NotResource
      ? { all: "all-but", names: parts.NotResource }
      : { all: "these", names: parts.Resource ?? [] },
    condition: parts.Condition ? JSON.stringify(parts.Condition, null, 1) : null,
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
