import { DefinitionList } from "#components/ui/definition-list.tsx";
import { Note } from "#components/ui/note.tsx";
import type { Tags } from "#lib/core/catalogue.ts";

/** Tags as AWS has them, by key. */
export function TagList({ tags }: { tags: Tags }) {
  const entries = Object.entries(tags).sort(([a], [b]) => a.localeCompare(b));
  if (entries.length === 0) return <Note>AWS has no tags for it.</Note>;
  return <DefinitionList items={entries.map(([term, value]) => ({ term, value: value || "–" }))} />;
}
