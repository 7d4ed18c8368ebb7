import type { Metadata } from "next";
import { z } from "zod";
import { AgeCallout } from "#components/catalogue/catalogue-age.tsx";
import { PermissionSetAnswer } from "#components/catalogue/permission-set-answer.tsx";
import { PermissionSetFacts } from "#components/catalogue/permission-set-facts.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { CopyId } from "#components/ui/copy-id.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { requireReader } from "#lib/auth/require-viewer.ts";
import { paths } from "#lib/paths.ts";
import { countGrantsAbout } from "#lib/queries/catalogue/grants-about.ts";
import { permissionSetFor, rulesOfferingPermissionSet } from "#lib/queries/catalogue/permission-set.ts";
import { reachOf } from "#lib/queries/catalogue/reach-of.ts";
import { syncAge } from "#lib/queries/catalogue/sync-age.ts";
import { GonePage } from "../../gone-page.tsx";
import { readMoment } from "../../moment.ts";
import { pathFields } from "../../path-fields.ts";
import { readId } from "../../read-id.ts";
import { RefreshNow } from "../../refresh/refresh-now.tsx";
import { choice, field, placeFields, type SearchParams } from "../../search-params.ts";
import { PermissionSetView, permissionSetViews } from "./views.tsx";

export const metadata: Metadata = { title: "Permission set" };

type Props = { params: Promise<{ id: string }>; searchParams: SearchParams };

const address = z.object({ ...placeFields, ...pathFields, asOf: field, view: choice(permissionSetViews) });

export default async function PermissionSetPage({ params, searchParams }: Props) {
  const viewer = await requireReader();
  const id = await readId(params);
  const set = await permissionSetFor(viewer, id);
  if (!set) return <GonePage viewer={viewer} of="permission-set" id={id} searchParams={searchParams} />;
  const {
    asOf,
    view = asOf ? "as-of" : "allows",
    after,
    before,
    ...asked
  } = address.parse(await searchParams);
  const { now, zone } = await readMoment();
  const [reach, rules, grants, age] = await Promise.all([
    reachOf(viewer, { permissionSetArn: set.arn }, now),
    rulesOfferingPermissionSet(viewer, set.arn),
    countGrantsAbout(viewer, { permissionSetArn: set.arn }),
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
          <>
            <RefreshNow viewer={viewer} kind="permission-set" targetId={set.arn} now={now} />
            <ButtonLink href={paths.newRequest({ set: set.arn })} kind="go">
              Ask for this role
            </ButtonLink>
          </>
        }
      />
      <AgeCallout age={age} now={now} zone={zone} />
      <PermissionSetAnswer set={set} reach={reach} />
      <PermissionSetFacts {...{ set, reach, age, now, zone }} />
      <Tabs
        label="Permission set"
        tabs={[
          tab("allows", "What it allows"),
          tab("holders", "Who holds it", set.people),
          tab("accounts", "Accounts", set.accounts),
          tab("grants", "Grants", grants),
          tab("rules", "Rules", rules.length),
          tab("changes", "Changes"),
          tab("as-of", "As of a moment"),
        ]}
      />
      <PermissionSetView
        {...{ view, asked, asOf, viewer, set, rules, now, zone }}
        place={{ after, before }}
      />
    </>
  );
}
