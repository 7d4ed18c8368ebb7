/** JSON 1.1 carries instants as seconds since 1970 with a fraction; absent members are left out. */
export function encodeAnswer(body: object): string {
  return JSON.stringify(toWire(body));
}

function toWire(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (value instanceof Date) return value.getTime() / 1000;
  if (Array.isArray(value)) return value.map(toWire);
  const members: Record<string, unknown> = { ...value };
  for (const name in members) members[name] = toWire(members[name]);
  return members;
}
