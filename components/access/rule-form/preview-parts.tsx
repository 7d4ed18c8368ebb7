import { Note } from "#components/ui/note.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { Section } from "#components/ui/section.tsx";
import type { RulePreview, ShownDeciders, ShownReach } from "#lib/core/shown-preview.ts";
import { count, formatNumber, listNames, spellMinutes } from "#lib/format.ts";

const figures = ({ people, triples }: ShownReach, sign: "+" | "−", word: string) => [
  {
    figure: people === 0 ? "0" : `${sign}${formatNumber(people)}`,
    of: `${people === 1 ? "person" : "people"} ${word}`,
  },
  { figure: triples === 0 ? "0" : `${sign}${formatNumber(triples)}`, of: `ways to ask ${word}` },
];

/** How many people gain and lose how many ways to ask. */
export function ReachFigures({ preview: { gained, lost } }: { preview: RulePreview }) {
  const all = [...figures(gained, "+", "gained"), ...figures(lost, "−", "lost")];
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-2 pt-3">
      {all.map(({ figure, of }) => (
        <div key={of} className="flex flex-col-reverse">
          <dt className="text-note text-ink-2">{of}</dt>
          <dd className="text-h1 font-strong">{figure}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Some of what is gained or lost, with how much of it that is. */
export function ReachExamples({ reach, sign, title }: { reach: ShownReach; sign: "+" | "−"; title: string }) {
  if (reach.triples === 0) return null;
  const { examples, triples, people, sets, accounts } = reach;
  const all = `${count(people, "person")}, ${count(sets, "permission set")}, ${count(accounts, "account")}`;
  return (
    <Section title={title} soft note={`${formatNumber(examples.length)} of ${formatNumber(triples)}`}>
      <RowList>
        {examples.map(({ personName, setName, accountName }) => (
          <Row
            key={`${personName} ${setName} ${accountName}`}
            title={
              <>
                <span aria-hidden="true" className={sign === "+" ? "text-state-active" : "text-state-denied"}>
                  {sign}
                </span>{" "}
                {personName}
              </>
            }
            sub={`${setName} in ${accountName}`}
          />
        ))}
      </RowList>
      <Note>
        {examples.length < triples ? `These are ${examples.length} of ${formatNumber(triples)}: ` : "In all "}
        {all}.
      </Note>
    </Section>
  );
}

/** Who could decide, stage by stage. */
export function StagesPreviewed({ stages }: { stages: RulePreview["stages"] }) {
  if (stages.length === 0)
    return <Note>Nobody: the rule agrees by itself, and never to what is like an administrator’s.</Note>;
  return (
    <RowList>
      {stages.map(({ place, quorum, approvers, fallback, owners, manager }) => (
        <Row
          key={place}
          title={
            <>
              {stages.length > 1 && `Stage ${place}: `}
              {quorum === 1 ? "one" : quorum} of {whom(approvers, { owners: owners !== null, manager })}
            </>
          }
          sub={
            <>
              {somebody(approvers)}
              {owners &&
                ` ${formatNumber(owners.owned)} of ${count(owners.of, "account")} name an owner who is enabled.`}
              {fallback &&
                ` After ${spellMinutes(fallback.afterMinutes)} also ${people(fallback)}: ${somebody(fallback)}`}
            </>
          }
        />
      ))}
    </RowList>
  );
}

function whom(approvers: ShownDeciders, { owners, manager }: { owners: boolean; manager: boolean }): string {
  const others = [...(owners ? ["the owner"] : []), ...(manager ? ["the requester’s manager"] : [])];
  return listNames([...others, ...(others.length === 0 || approvers.able > 0 ? [people(approvers)] : [])]);
}

const people = ({ able }: ShownDeciders) => count(able, "person");

function somebody({ able, withMail, names }: ShownDeciders): string {
  if (able === 0) return "";
  const more = able - names.length;
  const shown = more > 0 ? [...names, `${formatNumber(more)} more`] : names;
  const mail =
    withMail === able ? "" : ` ${formatNumber(withMail)} of ${formatNumber(able)} can be asked by mail.`;
  return `${listNames(shown)}.${mail}`;
}
