import { AsOfView } from "#app/(console)/as-of-view.tsx";
import { ChangesAbout } from "#app/(console)/changes-about.tsx";
import { GrantsTable } from "#components/catalogue/grants-table.tsx";
import type { PathAsked } from "#components/catalogue/path-filters.tsx";
import { Policies } from "#components/catalogue/policies.tsx";
import { Reached } from "#components/catalogue/reached.tsx";
import { RuleLinks } from "#components/catalogue/rule-links.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Section } from "#components/ui/section.tsx";
import type { Viewer } from "#lib/core/viewer.ts";
import { count } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { accountsReached } from "#lib/queries/catalogue/accounts-reached.ts";
import { filterNames } from "#lib/queries/catalogue/filter-names.ts";
import { grantsAbout } from "#lib/queries/catalogue/grants-about.ts";
import type { OfferingRule, PermissionSetDetail } from "#lib/queries/catalogue/permission-set.ts";
import { rolesGiven } from "#lib/queries/catalogue/roles-given.ts";

export const permissionSetViews = [
  "allows",
  "holders",
  "accounts",
  "grants",
  "rules",
  "changes",
  "as-of",
] as const;

type PermissionSetViewProps = {
  view: (typeof permissionSetViews)[number];
  asked: PathAsked;
  /** A moment, as the address says it. */
  asOf: string | undefined;
  place: { after?: string | undefined; before?: string | undefined };
  viewer: Viewer;
  set: PermissionSetDetail;
  rules: readonly OfferingRule[];
  now: Date;
  zone: string;
};

/** What the chosen tab of a permission set shows. */
export async function PermissionSetView(props: PermissionSetViewProps) {
  const { view, place, asOf, viewer, set, rules, now, zone } = props;
  switch (view) {
    case "changes":
      return (
        <ChangesAbout
          viewer={viewer}
          thing={{ of: "permission-set", id: set.arn }}
          place={place}
          now={now}
          zone={zone}
        />
      );
    case "as-of":
      return (
        <AsOfView
          viewer={viewer}
          thing={{ of: "permission-set", id: set.arn }}
          asOf={asOf}
          after={place.after}
          now={now}
          zone={zone}
        />
      );
    case "allows":
      return <Policies set={set} />;
    case "holders":
      return <UsedBy {...props} by="path" />;
    case "accounts":
      return <UsedBy {...props} by="account" />;
    case "grants": {
      const { grants, total } = await grantsAbout(viewer, { permissionSetArn: set.arn });
      if (total === 0) return <Empty title="Gatehouse never granted it to anyone." />;
      return (
        <Section title="Grants" note={count(total, "grant")}>
          <GrantsTable grants={grants} about="permission-set" now={now} zone={zone} />
        </Section>
      );
    }
    case "rules":
      if (rules.length === 0) return <Empty title="No rule offers it, so nobody can ask for it." />;
      return (
        <Section title="Rules that offer it" note={count(rules.length, "rule")}>
          <RuleLinks
            rules={rules.map((rule) => ({
              ...rule,
              offers: rule.isEverywhere
                ? "in all accounts"
                : `in ${count(rule.targets, "account, unit or tag", "accounts, units and tags")}`,
            }))}
          />
        </Section>
      );
  }
}

const viewOf = { account: "accounts", path: "holders" } as const;

async function UsedBy({
  by,
  asked,
  place,
  viewer,
  set,
  now,
  zone,
}: PermissionSetViewProps & { by: "account" | "path" }) {
  const about = { permissionSetArn: set.arn };
  const filters = { ...asked, ...place };
  const [page, names] = await Promise.all([
    by === "account"
      ? accountsReached(viewer, about, filters).then((list) => ({ by, ...list }))
      : rolesGiven(viewer, about, filters).then((list) => ({ by, ...list })),
    filterNames(viewer, asked),
  ]);
  return (
    <Reached
      title={by === "account" ? "Where it is used, and by whom" : "Who holds it"}
      about="permission-set"
      of={{ arn: set.arn }}
      {...{ page, asked, names, now, zone }}
      action={paths.permissionSet(set.arn)}
      hrefOf={(list, query) => paths.permissionSet(set.arn, { view: viewOf[list], ...query })}
      keeps={{ view: viewOf[by] }}
      nothing={by === "account" ? "It is provisioned nowhere." : "Nobody holds it anywhere."}
    />
  );
}
