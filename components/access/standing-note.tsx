import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Reach } from "#lib/core/shown-access.ts";
import { count } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type StandingNoteProps = {
  reach: readonly Reach[];
  /** The viewer may open their own page in the organisation. */
  mayBrowse: boolean;
  personId: string;
};

/** What the viewer reaches for ever: it is not temporary, and it is said. */
export function StandingNote({ reach, mayBrowse, personId }: StandingNoteProps) {
  const standing = reach.filter((way) => way.endsAt === null);
  if (standing.length === 0) return null;
  const accounts = new Set(standing.map((way) => way.accountId)).size;
  const isByGroups = standing.every((way) => way.groupName !== null);
  return (
    <Section title="Standing, without an end" soft>
      <p className="pt-2 text-ink-2">
        You reach {count(accounts, "account")}{" "}
        {isByGroups ? "through groups that never lapse" : "without an end"}.{" "}
        {mayBrowse && <TextLink href={paths.person(personId)}>See the paths</TextLink>}
      </p>
    </Section>
  );
}
