import { NormalizedSchema } from "@smithy/core/schema";
import type { StaticStructureSchema } from "@smithy/types";

export type ShapeStrictness = {
  /** AWS ignores request members that it does not know; a test wants to hear of them. */
  unknownMembers: "refuse" | "ignore";
  timestamps: "date" | "epoch-seconds";
};

/**
 * Compares a value with a runtime schema of the SDK.
 * Returns the first difference as text ("Filters[0].AttributePath is missing"), or null when the value fits.
 */
export function shapeDifference(
  schema: StaticStructureSchema,
  value: unknown,
  strictness: ShapeStrictness,
): string | null {
  return difference(NormalizedSchema.of(schema), value, strictness, "");
}

function difference(
  schema: NormalizedSchema,
  value: unknown,
  strictness: ShapeStrictness,
  path: string,
): string | null {
  if (schema.isStructSchema()) return structureDifference(schema, value, strictness, path);
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) return `${path} is not a list`;
    return first(value, (item, index) =>
      difference(schema.getValueSchema(), item, strictness, `${path}[${index}]`),
    );
  }
  if (schema.isMapSchema()) {
    if (!isRecord(value)) return `${path} is not a map`;
    return first(Object.entries(value), ([key, item]) =>
      difference(schema.getValueSchema(), item, strictness, `${path}.${key}`),
    );
  }
  if (schema.isDocumentSchema()) return null;
  return fitsSimple(schema, value, strictness) ? null : `${path} has the wrong type`;
}

function structureDifference(
  schema: NormalizedSchema,
  value: unknown,
  strictness: ShapeStrictness,
  path: string,
): string | null {
  if (!isRecord(value)) return `${path || "the body"} is not a structure`;
  const members = new Map(schema.structIterator());
  const required = requiredMembers(schema);
  for (const name of required) {
    if (value[name] === undefined || value[name] === null) return `${join(path, name)} is missing`;
  }
  return first(Object.entries(value), ([name, item]) => {
    const member = members.get(name);
    if (!member) {
      return strictness.unknownMembers === "refuse" ? `${join(path, name)} is not known` : null;
    }
    if (item === undefined || item === null) return null;
    return difference(member, item, strictness, join(path, name));
  });
}

function requiredMembers(schema: NormalizedSchema): readonly string[] {
  const known = schema.getSchema();
  if (!Array.isArray(known) || known[0] !== 3) return [];
  // A static structure lists its required members first and then says how many they are.
  return known[4].slice(0, known[6] ?? 0);
}

function fitsSimple(schema: NormalizedSchema, value: unknown, strictness: ShapeStrictness): boolean {
  if (schema.isStringSchema()) return typeof value === "string";
  if (schema.isBooleanSchema()) return typeof value === "boolean";
  if (schema.isTimestampSchema()) {
    return strictness.timestamps === "date" ? value instanceof Date : typeof value === "number";
  }
  if (schema.isNumericSchema()) return typeof value === "number";
  return true;
}

function first<Item>(
  items: readonly Item[],
  find: (item: Item, index: number) => string | null,
): string | null {
  for (const [index, item] of items.entries()) {
    const found = find(item, index);
    if (found !== null) return found;
  }
  return null;
}

function join(path: string, name: string): string {
  return path === "" ? name : `${path}.${name}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
