import { Section } from "#components/ui/section.tsx";

/** What the last complete read could not see or found wrongly listed. */
export function StatusNotes({ notes }: { notes: readonly string[] }) {
  if (notes.length === 0) return null;
  return (
    <Section title="What AWS did not tell" note="in the last complete read">
      <ul>
        {notes.map((note) => (
          <li key={note} className="max-w-measure border-b border-line px-2 py-2 text-ink-2 wrap-anywhere">
            {note}
          </li>
        ))}
      </ul>
    </Section>
  );
}
