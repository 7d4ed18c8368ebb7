import { ButtonLink } from "#components/ui/button-link.tsx";
import { Name } from "#components/ui/name.tsx";
import { Note } from "#components/ui/note.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { Say } from "#components/ui/say.tsx";
import { Section } from "#components/ui/section.tsx";
import { State } from "#components/ui/state.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Why } from "#lib/core/shown-why.ts";
import { count, listNames } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type WhyAnswerProps = { why: Why; viewerId: string; mayBrowse: boolean };

/** The answer first, then what each rule says to it, and what is near. */
export function WhyAnswer({ why, viewerId, mayBrowse }: WhyAnswerProps) {
  const { person, account, set, may, held, rules, others, nearby } = why;
  const isSelf = person.id === viewerId;
  const who = isSelf ? "You" : person.name;
  return (
    <>
      <Say as="p" className="mb-6">
        {who} <b>{may ? "may ask" : "may not ask"}</b> for <Name>{set.name}</Name> in{" "}
        <Name>{account.name}</Name>
        {held.length > 0 && `, and ${isSelf ? "have" : "has"} it already`}.
      </Say>
      {isSelf && may && held.length === 0 && (
        <p className="mb-6">
          <ButtonLink href={paths.newRequest({ account: account.id, set: set.arn })} kind="go">
            Ask for it
          </ButtonLink>
        </p>
      )}
      {held.length > 0 && (
        <Section title="Has it now" note={count(held.length, "way")}>
          <RowList>
            {held.map(({ groupName, endsAt }) => (
              <Row
                key={`${groupName} ${endsAt?.toISOString()}`}
                title={groupName === null ? "directly" : `through ${groupName}`}
                end={endsAt === null ? "standing" : "temporary"}
              />
            ))}
          </RowList>
        </Section>
      )}
      <Section title="What the rules say">
        {rules.length === 0 ? (
          <Note>
            No rule comes near it: none that lets {isSelf ? "you" : "them"} ask offers this role or reaches
            this account.
          </Note>
        ) : (
          <RowList>
            {rules.map(({ id, name, may: does, says }) => (
              <Row
                key={id}
                title={mayBrowse ? <TextLink href={paths.rule(id)}>{name}</TextLink> : name}
                sub={says}
                end={<State is={does ? "active" : "denied"}>{does ? "lets ask" : "does not"}</State>}
              />
            ))}
          </RowList>
        )}
        {others > 0 && <Note>{count(others, "other rule")} miss it by more than one thing.</Note>}
      </Section>
      <Section title="Near it" soft>
        <Note>
          {nearby.sets.length === 0
            ? `Nothing else may be asked for in ${account.name}.`
            : `In ${account.name} also ${listNames(nearby.sets)}.`}{" "}
          {nearby.accounts.length === 0
            ? `${set.name} may be asked for nowhere else.`
            : `${set.name} also in ${listNames(nearby.accounts)}.`}
        </Note>
      </Section>
    </>
  );
}
