import type { StaticOperationSchema, StaticStructureSchema } from "@smithy/types";
import { shapeDifference } from "./shapes.ts";
import type { World } from "./world.ts";

/** The SDK types a required member as possibly undefined; once the shape was checked it is there. */
export type Given<Shape> = {
  [Member in keyof Shape]: Record<never, never> extends Pick<Shape, Member>
    ? Shape[Member]
    : Exclude<Shape[Member], undefined>;
};

type WithoutMetadata<Output> = {
  [Member in keyof Output as Member extends "$metadata" ? never : Member]: Output[Member];
};

/** A handler's answer, made by `answer` alone: only a literal in argument position is checked for misspelt members. */
export type Answer<Output> = { body: Given<WithoutMetadata<Output>> };

export type Exchange<Input, Output> = {
  request: Given<Input>;
  world: World;
  answer: (body: Given<WithoutMetadata<Output>>) => Answer<Output>;
};

export type Operation = {
  name: string;
  answerSchema: StaticStructureSchema;
  /** The difference between the body and the operation's input, or the handler bound to this body. */
  prepare(
    body: unknown,
    unknownMembers: "refuse" | "ignore",
  ): { difference: string } | { run(world: World): object };
};

/**
 * Ties a handler to the SDK's own operation: `Input` and `Output` are the command's types, `schema` its runtime
 * schema, which names the operation and checks the body before the handler sees it.
 */
export function operation<Input extends object, Output extends object>(
  schema: StaticOperationSchema,
  handle: (exchange: Exchange<Input, Output>) => Answer<Output>,
): Operation {
  const input = structureOf(schema[4]);
  return {
    name: schema[2],
    answerSchema: structureOf(schema[5]),
    prepare(body, unknownMembers) {
      const strictness = { unknownMembers, timestamps: "epoch-seconds" } as const;
      const fits = (value: unknown): value is Given<Input> =>
        shapeDifference(input, value, strictness) === null;
      if (fits(body))
        return {
          run: (world) => handle({ request: body, world, answer: (given) => ({ body: given }) }).body,
        };
      return { difference: shapeDifference(input, body, strictness) ?? "the body does not fit" };
    },
  };
}

/** What an operation without members takes or answers. */
const nothing: StaticStructureSchema = [3, "smithy.api", "Unit", 0, [], []];

function structureOf(reference: StaticOperationSchema[4]): StaticStructureSchema {
  const schema: unknown = typeof reference === "function" ? reference() : reference;
  if (schema === "unit") return nothing;
  if (isStructure(schema)) return schema;
  throw new Error("An operation's input and output are structures");
}

function isStructure(schema: unknown): schema is StaticStructureSchema {
  return Array.isArray(schema) && schema[0] === 3;
}
