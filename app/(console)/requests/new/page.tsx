import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { readMoment } from "#app/(console)/moment.ts";
import { field, type SearchParams } from "#app/(console)/search-params.ts";
import { AccountChoice } from "#components/access/account-choice.tsx";
import { ChosenAccount } from "#components/access/chosen-account.tsx";
import { RoleChoice } from "#components/access/role-choice.tsx";
import { NotGranting } from "#components/engine/not-granting.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { requireViewer } from "#lib/auth/require-viewer.ts";
import { firstLength } from "#lib/core/request-lengths.ts";
import { mayReadEverything } from "#lib/core/viewer.ts";
import { permissionSetId } from "#lib/paths.ts";
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
  minutes: field.transform((text = "") => (/^\d{1,5}$/.test(text) ? Number(text) : undefined)),
});

export default async function NewRequestPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const { account, set, q, ticket, minutes } = fields.parse(await searchParams);
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
  if (!asking) notFound();
  const { chosen } = asking;
  const choice = (
    <>
      <ChosenAccount account={asking.account} roles={asking.roles.length} />
      <RoleChoice asking={asking} minutes={minutes} ticket={ticket} now={now} zone={zone} />
    </>
  );
  const mayAsk = chosen !== null && chosen.openRequestId === null && asking.account.unavailable === null;
  return (
    <>
      <PageHead title="Ask for a role" />
      {warning}
      {mayAsk ? (
        <AskForm
          key={chosen.arn}
          asking={asking}
          role={chosen}
          begins={{
            minutes: firstLength(chosen.maxMinutes, minutes, asking.rules[0]?.suggestedMinutes),
            ticket: ticket ?? "",
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
