import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { readMoment } from "#app/(console)/moment.ts";
import { field, type SearchParams } from "#app/(console)/search-params.ts";
import { AccountChoice } from "#components/access/account-choice.tsx";
import { ChosenAccount } from "#components/access/chosen-account.tsx";
import { RoleChoice } from "#components/access/role-choice.tsx";
import { NotGranting } from "#components/engine/not-granting.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { requireViewer } from "#lib/auth/require-viewer.ts";
import { consoleDestination } from "#lib/core/console-link.ts";
import { firstLength } from "#lib/core/request-lengths.ts";
import { mayReadEverything } from "#lib/core/viewer.ts";
import { paths, permissionSetId } from "#lib/paths.ts";
import { type AskedBeforeToday, askedBefore } from "#lib/queries/access/asked-before.ts";
import { askingFor } from "#lib/queries/access/asking.ts";
import { offersFor } from "#lib/queries/access/offers.ts";
import { grantingFor } from "#lib/queries/engine/granting.ts";
import { AskForm } from "./ask-form.tsx";

export const metadata: Metadata = { title: "Ask for a role" };

const fields = z.object({
  account: field,
  set: field,
  q: field,
  ticket: field,
  dest: z.unknown().optional(),
  again: field.pipe(z.uuid().optional().catch(undefined)),
  minutes: field.transform((text = "") => (/^\d{1,5}$/.test(text) ? Number(text) : undefined)),
});

export default async function NewRequestPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const { account, set, q, ticket, minutes, again, ...sent } = fields.parse(await searchParams);
  const dest = consoleDestination(sent.dest);
  const [moment, granting] = await Promise.all([readMoment(), grantingFor(viewer)]);
  const warning = <NotGranting granting={granting} mayBrowse={mayReadEverything(viewer)} {...moment} />;
  if (account === undefined) {
    return (
      <>
        <PageHead title="Ask for a role" />
        {warning}
        <AccountChoice offers={await offersFor(viewer)} sought={q} />
      </>
    );
  }
  const { now, zone } = moment;
  const asking = await askingFor(viewer, account, set && permissionSetId(set));
  if (!asking && again !== undefined) return <NotOfferedAgain />;
  if (!asking) notFound();
  const before = again === undefined ? null : await askedBefore(viewer, again, asking);
  const { chosen } = asking;
  const choice = (
    <>
      <ChosenAccount account={asking.account} roles={asking.roles.length} />
      <RoleChoice asking={asking} carried={{ minutes, ticket, dest }} now={now} zone={zone} />
    </>
  );
  const mayAsk = chosen !== null && chosen.openRequestId === null && asking.account.unavailable === null;
  return (
    <>
      <PageHead title="Ask for a role" />
      {warning}
      {before && <AsBefore before={before} />}
      {mayAsk ? (
        <AskForm
          key={chosen.arn}
          asking={asking}
          role={chosen}
          begins={{
            minutes: firstLength(
              chosen.maxMinutes,
              minutes ?? (before ? Math.min(before.minutes, chosen.maxMinutes) : undefined),
              asking.rules[0]?.suggestedMinutes,
            ),
            reason: before?.reason ?? "",
            ticket: ticket ?? before?.ticket ?? "",
            dest,
          }}
          now={now}
          zone={zone}
        >
          {choice}
        </AskForm>
      ) : (
        choice
      )}
    </>
  );
}

/** Whose words the form begins with, and what is not as it was. */
function AsBefore({ before: { id, number, differences } }: { before: AskedBeforeToday }) {
  const link = <TextLink href={paths.request(id)}>R-{number}</TextLink>;
  return differences.length === 0 ? (
    <p className="mb-4 max-w-measure text-ink-2">Filled in as in {link}. Everything is as it was then.</p>
  ) : (
    <Callout
      tone="warn"
      title={<>Filled in as in {link}, but not everything is as it was.</>}
      className="mb-5"
    >
      {differences.join(" ")}
    </Callout>
  );
}

function NotOfferedAgain() {
  return (
    <>
      <PageHead title="Ask for a role" />
      <Empty
        title="No rule lets you ask for this role in this account any more."
        action={
          <ButtonLink href={paths.newRequest()} kind="go">
            What you may ask for
          </ButtonLink>
        }
      >
        It was offered when you asked the last time; the rules, your groups or the account have changed since.
      </Empty>
    </>
  );
}
