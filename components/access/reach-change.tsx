import { Note } from "#components/ui/note.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { sayReach } from "#lib/core/rules/say-reach.ts";
import type { ShownReach } from "#lib/core/shown-rule-change.ts";
import { formatNumber } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

const SHOWN = 8;

/** Who gains or who loses what: how much, and some of it by name. */
export function ReachChange({ title, reach }: { title: string; reach: ShownReach }) {
  if (reach.triples === 0) return null;
  const shown = reach.examples.slice(0, SHOWN);
  return (
    <Section title={title} note={sayReach(reach)}>
      <RowList>
        {shown.map(
          ({ personId, personName, permissionSetArn, permissionSetName, accountId, accountName }) => (
            <Row
              key={`${personId} ${permissionSetArn} ${accountId}`}
              title={
                <TextLink as="name" href={paths.person(personId)}>
                  {personName}
                </TextLink>
              }
              sub={`${permissionSetName} in ${accountName}`}
            />
          ),
        )}
      </RowList>
      {reach.triples > shown.length && (
        <Note>
          Some of {formatNumber(reach.triples)}, each one person, one permission set and one account together.
        </Note>
      )}
    </Section>
  );
}
