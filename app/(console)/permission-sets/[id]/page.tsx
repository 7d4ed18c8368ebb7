import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { AgeCallout } from "#components/catalogue/catalogue-age.tsx";
import { PermissionSetFacts } from "#components/catalogue/permission-set-facts.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { CopyId } from "#components/ui/copy-id.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { requireReader } from "#lib/auth/require-viewer.ts";
import { paths } from "#lib/paths.ts";
import { grantsAbout } from "#lib/queries/catalogue/grants-about.ts";
import {
  accountsWithPermissionSet,
  permissionSetFor,
  rulesOfferingPermissionSet,
  waysByPermissionSet,
} from "#lib/queries/catalogue/permission-set.ts";
import { syncAge } from "#lib/queries/catalogue/sync-age.ts";
import { readMoment } from "../../moment.ts";
import { readId } from "../../read-id.ts";
import { choice, type SearchParams } from "../../search-params.ts";
import { PermissionSetView, permissionSetViews } from "./views.tsx";

export const metadata: Metadata = { title: "Permission set" };

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

export default async function PermissionSetPage({ params, searchParams }: Props) {
  const viewer = await requireReader();
  const set = await permissionSetFor(viewer, await readId(params));
  if (!set) notFound();
  const { view = "allows" } = z.object({ view: choice(permissionSetViews) }).parse(await searchParams);
  const { now, zone } = await readMoment();
  const [ways, accounts, rules, grants, age] = await Promise.all([
    waysByPermissionSet(viewer, set.arn),
    accountsWithPermissionSet(viewer, set.arn),
    rulesOfferingPermissionSet(viewer, set.arn),
    grantsAbout(viewer, { permissionSetArn: set.arn }),
    syncAge(viewer, now),
  ]);
  const tab = (name: (typeof permissionSetViews)[number], label: string, count?: number) => ({
    label,
    href: paths.permissionSet(set.arn, { view: name === "allows" ? null : name }),
    current: view === name,
    ...(count !== undefined && { count }),
  });
  return (
    <>
      <PageHead
        title={set.name}
        crumbs={[{ label: "Permission sets", href: paths.permissionSets() }]}
        aside={<CopyId value={set.arn} shown={set.id} of="permission set ARN" />}
        sub={set.description}
        actions={
          <ButtonLink href={paths.newRequest({ set: set.arn })} kind="go">
            Ask for this role
          </ButtonLink>
        }
      />
      <AgeCallout age={age} now={now} zone={zone} />
      <PermissionSetFacts set={set} ways={ways} accounts={accounts.length} age={age} now={now} />
      <Tabs
        label="Permission set"
        tabs={[
          tab("allows", "What it allows"),
          tab("holders", "Who holds it", ways.total),
          tab("accounts", "Accounts", accounts.length),
          tab("grants", "Grants", grants.total),
          tab("rules", "Rules", rules.length),
        ]}
      />
      <PermissionSetView {...{ view, set, ways, accounts, rules, grants, now, zone }} />
    </>
  );
}
