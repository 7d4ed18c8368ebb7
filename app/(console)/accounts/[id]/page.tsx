import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { AccountFacts } from "#components/catalogue/account-facts.tsx";
import { AccountHead } from "#components/catalogue/account-head.tsx";
import { AgeCallout } from "#components/catalogue/catalogue-age.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { requireReader } from "#lib/auth/require-viewer.ts";
import { paths } from "#lib/paths.ts";
import { accountFor } from "#lib/queries/catalogue/account.ts";
import { countPeopleReachingAccount, waysIntoAccount } from "#lib/queries/catalogue/account-access.ts";
import {
  permissionSetsInAccount,
  rulesCoveringAccount,
} from "#lib/queries/catalogue/account-surroundings.ts";
import { grantsAbout } from "#lib/queries/catalogue/grants-about.ts";
import { syncAge } from "#lib/queries/catalogue/sync-age.ts";
import { readMoment } from "../../moment.ts";
import { readId } from "../../read-id.ts";
import { choice, type SearchParams } from "../../search-params.ts";
import { AccountView, accountViews } from "./views.tsx";

export const metadata: Metadata = { title: "Account" };

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

const address = z.object({ view: choice(accountViews), kind: choice(["standing", "temporary"]) });

export default async function AccountPage({ params, searchParams }: Props) {
  const viewer = await requireReader();
  const account = await accountFor(viewer, await readId(params));
  if (!account) notFound();
  const { view = "ways", kind } = address.parse(await searchParams);
  const { now, zone } = await readMoment();
  const [reach, ways, sets, rules, grants, age] = await Promise.all([
    countPeopleReachingAccount(viewer, account.id),
    waysIntoAccount(viewer, account.id),
    permissionSetsInAccount(viewer, account.id),
    rulesCoveringAccount(viewer, account.id),
    grantsAbout(viewer, { accountId: account.id }),
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
      <AccountHead account={account} />
      <AgeCallout age={age} now={now} zone={zone} />
      <AccountFacts
        account={account}
        reach={reach}
        ways={ways}
        rules={rules}
        age={age}
        now={now}
        zone={zone}
      />
      <Tabs
        label="Account"
        tabs={[
          tab("ways", "Ways in", ways.total),
          tab("people", "People", reach.people),
          tab("sets", "Permission sets", sets.length),
          tab("grants", "Grants", grants.total),
          tab("about", "About"),
        ]}
      />
      <AccountView {...{ view, kind, viewer, account, reach, ways, sets, rules, grants, now, zone }} />
    </>
  );
}
