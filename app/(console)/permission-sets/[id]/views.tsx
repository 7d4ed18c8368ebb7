import { AccountsWithSet } from "#components/catalogue/accounts-with-set.tsx";
import { GrantsTable } from "#components/catalogue/grants-table.tsx";
import { Policies } from "#components/catalogue/policies.tsx";
import { RuleLinks } from "#components/catalogue/rule-links.tsx";
import { notDrawn, WaysTable } from "#components/catalogue/ways-table.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Section } from "#components/ui/section.tsx";
import type { Ways } from "#lib/core/catalogue/way.ts";
import { count } from "#lib/format.ts";
import type { GrantAbout } from "#lib/queries/catalogue/grants-about.ts";
import type {
  AccountWithSet,
  OfferingRule,
  PermissionSetDetail,
} from "#lib/queries/catalogue/permission-set.ts";

export const permissionSetViews = ["allows", "holders", "accounts", "grants", "rules"] as const;

type PermissionSetViewProps = {
  view: (typeof permissionSetViews)[number];
  set: PermissionSetDetail;
  ways: Ways;
  accounts: readonly AccountWithSet[];
  rules: readonly OfferingRule[];
  grants: { grants: readonly GrantAbout[]; total: number };
  now: Date;
  zone: string;
};

/** What the chosen tab of a permission set shows. */
export function PermissionSetView({
  view,
  set,
  ways,
  accounts,
  rules,
  grants,
  now,
  zone,
}: PermissionSetViewProps) {
  switch (view) {
    case "allows":
      return <Policies set={set} />;
    case "holders":
      if (ways.total === 0) return <Empty title="Nobody holds it anywhere." />;
      return (
        <Section title="Who holds it, and where" note={notDrawn(ways.ways.length, ways.total)}>
          <WaysTable
            caption={`Every path by ${set.name}`}
            ways={ways.ways}
            columns={["person", "through", "account"]}
            now={now}
            zone={zone}
          />
        </Section>
      );
    case "accounts":
      return <AccountsWithSet accounts={accounts} />;
    case "grants":
      if (grants.total === 0) return <Empty title="Gatehouse never granted it to anyone." />;
      return (
        <Section title="Grants" note={count(grants.total, "grant")}>
          <GrantsTable grants={grants.grants} about="permission-set" now={now} zone={zone} />
        </Section>
      );
    case "rules":
      if (rules.length === 0) return <Empty title="No rule offers it, so nobody can ask for it." />;
      return (
        <Section title="Rules that offer it" note={count(rules.length, "rule")}>
          <RuleLinks
            rules={rules.map((rule) => ({
              ...rule,
              offers: `in ${count(rule.targets, "account or unit", "accounts or units")}`,
            }))}
          />
        </Section>
      );
  }
}
