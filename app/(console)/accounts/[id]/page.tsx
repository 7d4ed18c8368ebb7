import type { Metadata } from "next";
import { z } from "zod";
import { AccountAnswer } from "#components/catalogue/account-answer.tsx";
import { AccountFacts } from "#components/catalogue/account-facts.tsx";
import { AccountHead } from "#components/catalogue/account-head.tsx";
import { AgeCallout } from "#components/catalogue/catalogue-age.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { requireReader } from "#lib/auth/require-viewer.ts";
import { paths } from "#lib/paths.ts";
import { accountFor } from "#lib/queries/catalogue/account.ts";
import { reachOfAccount } from "#lib/queries/catalogue/account-access.ts";
import {
  permissionSetsInAccount,
  rulesCoveringAccount,
} from "#lib/queries/catalogue/account-surroundings.ts";
import { countGrantsAbout } from "#lib/queries/catalogue/grants-about.ts";
import { syncAge } from "#lib/queries/catalogue/sync-age.ts";
import { GonePage } from "../../gone-page.tsx";
import { readMoment } from "../../moment.ts";
import { disabled, pathFields } from "../../path-fields.ts";
import { readId } from "../../read-id.ts";
import { RefreshNow } from "../../refresh/refresh-now.tsx";
import { choice, field, placeFields, type SearchParams } from "../../search-params.ts";
import { AccountView, accountViews } from "./views.tsx";

export const metadata: Metadata = { title: "Account" };

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

const address = z.object({
  ...placeFields,
  ...pathFields,
  disabled,
  asOf: field,
  view: choice(accountViews),
});

export default async function AccountPage({ params, searchParams }: Props) {
  const viewer = await requireReader();
  const id = await readId(params);
  const account = await accountFor(viewer, id);
  if (!account) return <GonePage viewer={viewer} of="account" id={id} searchParams={searchParams} />;
  const { asOf, view = asOf ? "as-of" : "ways", after, before, ...asked } = address.parse(await searchParams);
  const { now, zone } = await readMoment();
  const [reach, sets, rules, grants, age] = await Promise.all([
    reachOfAccount(viewer, account.id, now),
    permissionSetsInAccount(viewer, account.id),
    rulesCoveringAccount(viewer, account.id),
    countGrantsAbout(viewer, { accountId: account.id }),
    syncAge(viewer, now),
  ]);
  const tab = (name: (typeof accountViews)[number], label: string, count?: number) => ({
    label,
    href: paths.account(account.id, { view: name === "ways" ? null : name }),
    current: view === name,
    ...(count !== undefined && { count }),
  });
  return (
    <>
      <AccountHead account={account}>
        <RefreshNow viewer={viewer} kind="account" targetId={account.id} now={now} />
      </AccountHead>
      <AgeCallout age={age} now={now} zone={zone} />
      <AccountAnswer account={account} reach={reach} />
      <AccountFacts {...{ account, reach, rules, age, now, zone }} />
      <Tabs
        label="Account"
        tabs={[
          tab("ways", "Ways in", reach.paths),
          tab("people", "People", reach.people),
          tab("sets", "Permission sets", sets.length),
          tab("grants", "Grants", grants),
          tab("changes", "Changes"),
          tab("as-of", "As of a moment"),
          tab("about", "About"),
        ]}
      />
      <AccountView
        {...{ view, asked, asOf, place: { after, before }, viewer, account }}
        {...{ reach, sets, rules, now, zone }}
      />
    </>
  );
}
