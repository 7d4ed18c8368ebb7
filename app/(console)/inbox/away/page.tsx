import type { Metadata } from "next";
import { readMoment } from "#app/(console)/moment.ts";
import { Columns } from "#components/ui/columns.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Note } from "#components/ui/note.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { Section } from "#components/ui/section.tsx";
import { requireViewer } from "#lib/auth/require-viewer.ts";
import { formatRelative, formatWhen, zoneName } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { delegationsFor, fellowApprovers, type ShownDelegation } from "#lib/queries/access/delegations.ts";
import { AwayForm } from "./away-form.tsx";
import { EndDelegation } from "./end-delegation.tsx";

export const metadata: Metadata = { title: "While you are away" };

export default async function AwayPage() {
  const viewer = await requireViewer();
  const { now, zone } = await readMoment();
  const [{ mine, forOthers, everybodys }, suggested] = await Promise.all([
    delegationsFor(viewer, now),
    fellowApprovers(viewer),
  ]);
  const rows = (delegations: readonly ShownDelegation[], mayEnd: boolean) => (
    <RowList>
      {delegations.map((delegation) => (
        <Row
          key={delegation.id}
          title={whoOf(delegation, viewer.personId)}
          sub={whenOf(delegation, now, zone)}
          end={
            mayEnd &&
            delegation.state !== "over" && (
              <EndDelegation id={delegation.id} what={whoOf(delegation, viewer.personId)} />
            )
          }
        />
      ))}
    </RowList>
  );
  return (
    <>
      <PageHead
        title="While you are away"
        crumbs={[{ label: "To decide", href: paths.inbox() }, { label: "Away" }]}
        sub="Somebody else can decide in your place. They may do what you may do at that moment, and lose it with you; they never decide a request of their own, nor hand this on."
      />
      <Columns
        as="ask"
        beside={
          <>
            <Section title="In your place" soft>
              {mine.length === 0 ? <Empty title="Nobody decides in your place." /> : rows(mine, true)}
            </Section>
            {forOthers.length > 0 && (
              <Section title="You, in others’ places" soft>
                {rows(forOthers, true)}
              </Section>
            )}
          </>
        }
      >
        <Section title="Name somebody">
          <div className="pt-3">
            <AwayForm suggested={suggested} zone={zoneName(now, zone)} />
          </div>
        </Section>
        {everybodys && (
          <Section title="Of everybody" note={everybodys.length > 0 && String(everybodys.length)}>
            {everybodys.length === 0 ? (
              <Note>Nobody decides in anybody’s place now, nor is to.</Note>
            ) : (
              rows(everybodys, viewer.isAdministrator)
            )}
          </Section>
        )}
      </Columns>
    </>
  );
}

function whoOf(
  { delegatorId, delegatorName, delegateId, delegateName }: ShownDelegation,
  viewerId: string,
): string {
  const delegate = delegateId === viewerId ? "You" : delegateName;
  const delegator = delegatorId === viewerId ? "your place" : `the place of ${delegatorName}`;
  return `${delegate} in ${delegator}`;
}

function whenOf(
  { state, startsAt, endsAt, endedAt, endedByName }: ShownDelegation,
  now: Date,
  zone: string,
): string {
  const from = formatWhen(startsAt, now, zone);
  const until = formatWhen(endsAt, now, zone);
  if (endedAt)
    return `Ended ${formatWhen(endedAt, now, zone)} by ${endedByName}. It was from ${from} until ${until}.`;
  switch (state) {
    case "to-come":
      return `To come: from ${from} until ${until}.`;
    case "running":
      return `Now, until ${until}, ${formatRelative(endsAt, now)}.`;
    case "over":
      return `Over: from ${from} until ${until}.`;
  }
}
