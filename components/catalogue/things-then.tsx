import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { NamedThing } from "#lib/core/catalogue/change.ts";

type ThingsThenProps = {
  title: string;
  note: string;
  things: readonly NamedThing[];
  hrefOf: (id: string) => string;
};

/** Names that lead to what they stand for now. */
export function ThingsThen({ title, note, things, hrefOf }: ThingsThenProps) {
  return (
    <Section title={title} note={note} soft>
      <ul className="flex flex-wrap gap-x-4 gap-y-1 py-2">
        {things.map(({ id, name }) => (
          <li key={id}>
            <TextLink href={hrefOf(id)}>{name ?? id}</TextLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}
