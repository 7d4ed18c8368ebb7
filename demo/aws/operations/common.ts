type Tag = { Key?: string | undefined; Value?: string | undefined };

/** The tags of a request by their key; AWS writes an absent value as an empty one. */
export function tagsOf(tags: readonly Tag[] | undefined): Record<string, string> {
  return Object.fromEntries((tags ?? []).flatMap(({ Key, Value = "" }) => (Key ? [[Key, Value]] : [])));
}

/** What is left of the tags without these keys. */
export function untagged(
  tags: Readonly<Record<string, string>>,
  keys: readonly string[],
): Record<string, string> {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)));
}
