import { AccountAbout } from "#components/catalogue/account-about.tsx";
import { AccountWays } from "#components/catalogue/account-ways.tsx";
import { GrantsTable } from "#components/catalogue/grants-table.tsx";
import { PeopleReachingTable } from "#components/catalogue/people-reaching-table.tsx";
import { SetsInAccount } from "#components/catalogue/sets-in-account.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Section } from "#components/ui/section.tsx";
import type { Ways } from "#lib/core/catalogue/way.ts";
import type { PersonStatus } from "#lib/core/catalogue.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { count, formatNumber } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import type { AccountDetail } from "#lib/queries/catalogue/account.ts";
import { peopleReachingAccount } from "#lib/queries/catalogue/account-access.ts";
import type { CoveringRule, SetInAccount } from "#lib/queries/catalogue/account-surroundings.ts";
import type { GrantAbout } from "#lib/queries/catalogue/grants-about.ts";

export const accountViews = ["ways", "people", "sets", "grants", "about"] as const;

type AccountViewProps = {
  view: (typeof accountViews)[number];
  kind: "standing" | "temporary" | undefined;
  viewer: Viewer;
  account: AccountDetail;
  reach: { people: number };
  ways: Ways;
  sets: readonly SetInAccount[];
  rules: readonly CoveringRule[];
  grants: { grants: readonly GrantAbout[]; total: number };
  now: Date;
  zone: string;
};

/** What the chosen tab of an account shows. */
export async function AccountView(props: AccountViewProps) {
  const { view, account, now, zone } = props;
  switch (view) {
    case "ways":
      return <AccountWays {...props} people={props.reach.people} />;
    case "people": {
      const people = await peopleReachingAccount(props.viewer, account.id);
      if (people.length === 0) return <Empty title="Nobody reaches this account." />;
      return (
        <Section title="Who can reach it" note={sayPeople(people)}>
          <PeopleReachingTable people={people} now={now} zone={zone} />
        </Section>
      );
    }
    case "sets":
      return <SetsInAccount sets={props.sets} />;
    case "grants":
      return <AccountGrants {...props} />;
    case "about":
      return <AccountAbout account={account} rules={props.rules} now={now} zone={zone} />;
  }
}

function AccountGrants({ account, grants: { grants, total }, now, zone }: AccountViewProps) {
  if (total === 0) {
    return (
      <Empty
        title="Nobody was ever granted a role here by Gatehouse."
        action={<ButtonLink href={paths.newRequest({ account: account.id })}>Ask for a role here</ButtonLink>}
      />
    );
  }
  return (
    <Section
      title="Grants"
      note={total > grants.length ? `the latest ${grants.length} of ${total}` : count(total, "grant")}
    >
      <GrantsTable grants={grants} about="account" now={now} zone={zone} />
    </Section>
  );
}

function sayPeople(people: readonly { status: PersonStatus }[]): string {
  const disabled = people.filter((person) => person.status === "DISABLED").length;
  const able = count(people.length - disabled, "person");
  return disabled === 0 ? able : `${able}, and ${formatNumber(disabled)} who cannot sign in now`;
}
