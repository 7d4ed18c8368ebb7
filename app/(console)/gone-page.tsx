import { notFound } from "next/navigation";
import { z } from "zod";
import { CopyId } from "#components/ui/copy-id.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { Tabs } from "#components/ui/tabs.tsx";
import { When } from "#components/ui/when.tsx";
import type { Viewer } from "#lib/core/viewer.ts";
import { goneThing } from "#lib/queries/catalogue/as-of/gone-thing.ts";
import { type AsOfThing, hrefOfThing } from "./as-of-thing.ts";
import { AsOfView } from "./as-of-view.tsx";
import { ChangesAbout } from "./changes-about.tsx";
import { readMoment } from "./moment.ts";
import { choice, field, placeFields, type SearchParams } from "./search-params.ts";

const address = z.object({ ...placeFields, asOf: field, view: choice(["as-of"]) });

type GonePageProps = { viewer: Viewer; of: AsOfThing["of"]; id: string; searchParams: SearchParams };

/** What is known of something that AWS no longer has: its history. What never was leads nowhere. */
export async function GonePage({ viewer, of, id, searchParams }: GonePageProps) {
  const gone = await goneThing(viewer, of, id);
  if (!gone) notFound();
  const { asOf, view = asOf && "as-of", ...place } = address.parse(await searchParams);
  const moment = await readMoment();
  const thing = { of, id: gone.id };
  return (
    <>
      <PageHead
        title={gone.name}
        aside={<CopyId value={gone.id} shown={id} of="id" />}
        sub={
          <>
            It is gone from AWS, as the read of <When at={gone.goneAt} {...moment} /> saw. Its history stays.
          </>
        }
      />
      <Tabs
        label={gone.name}
        tabs={[
          { label: "Changes", href: hrefOfThing(thing), current: view !== "as-of" },
          { label: "As of a moment", href: hrefOfThing(thing, { view: "as-of" }), current: view === "as-of" },
        ]}
      />
      {view === "as-of" ? (
        <AsOfView viewer={viewer} thing={thing} asOf={asOf} after={place.after} {...moment} />
      ) : (
        <ChangesAbout viewer={viewer} thing={thing} place={place} {...moment} />
      )}
    </>
  );
}
