import { AsOfView } from "#app/(console)/as-of-view.tsx";
import { ChangesAbout } from "#app/(console)/changes-about.tsx";
import { AccountAbout } from "#components/catalogue/account-about.tsx";
import { AccountGrants } from "#components/catalogue/account-grants.tsx";
import { AccountWays } from "#components/catalogue/account-ways.tsx";
import type { PathAsked } from "#components/catalogue/path-filters.tsx";
import { PeopleReaching } from "#components/catalogue/people-reaching.tsx";
import { SetsInAccount } from "#components/catalogue/sets-in-account.tsx";
import type { AccountReach } from "#lib/core/catalogue/way.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import type { AccountDetail } from "#lib/queries/catalogue/account.ts";
import type { CoveringRule, SetInAccount } from "#lib/queries/catalogue/account-surroundings.ts";
import { flowsIntoAccount, waysIntoAccount } from "#lib/queries/catalogue/account-ways.ts";
import { filterNames } from "#lib/queries/catalogue/filter-names.ts";
import { grantsAbout } from "#lib/queries/catalogue/grants-about.ts";
import { peopleReachingAccount } from "#lib/queries/catalogue/people-reaching.ts";

export const accountViews = ["ways", "people", "sets", "grants", "about", "changes", "as-of"] as const;

type AccountViewProps = {
  view: (typeof accountViews)[number];
  asked: PathAsked;
  /** A moment, as the address says it. */
  asOf: string | undefined;
  place: { after?: string | undefined; before?: string | undefined };
  viewer: Viewer;
  account: AccountDetail;
  reach: AccountReach;
  sets: readonly SetInAccount[];
  rules: readonly CoveringRule[];
  now: Date;
  zone: string;
};

/** What the chosen tab of an account shows. */
export async function AccountView(props: AccountViewProps) {
  const { view, asOf, asked, place, viewer, account, reach, sets, rules, now, zone } = props;
  const moment = { now, zone };
  switch (view) {
    case "changes":
      return (
        <ChangesAbout
          viewer={viewer}
          thing={{ of: "account", id: account.id }}
          place={place}
          now={now}
          zone={zone}
        />
      );
    case "as-of":
      return (
        <AsOfView
          viewer={viewer}
          thing={{ of: "account", id: account.id }}
          asOf={asOf}
          after={place.after}
          now={now}
          zone={zone}
        />
      );
    case "ways": {
      const [flows, page] = await Promise.all([
        flowsIntoAccount(viewer, account.id),
        waysIntoAccount(viewer, account.id, { ...asked, ...place }),
      ]);
      return <AccountWays {...{ account, reach, flows, page, asked }} {...moment} />;
    }
    case "people": {
      const [page, names] = await Promise.all([
        peopleReachingAccount(viewer, account.id, { ...asked, ...place }),
        filterNames(viewer, asked),
      ]);
      return <PeopleReaching {...{ account, page, asked, names }} {...moment} />;
    }
    case "sets":
      return <SetsInAccount accountId={account.id} sets={sets} />;
    case "grants":
      return (
        <AccountGrants
          accountId={account.id}
          {...(await grantsAbout(viewer, { accountId: account.id }))}
          {...moment}
        />
      );
    case "about":
      return <AccountAbout account={account} rules={rules} {...moment} />;
  }
}
