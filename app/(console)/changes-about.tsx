import { sayBounded } from "#components/catalogue/change-words.ts";
import { ChangesList } from "#components/catalogue/changes-list.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Viewer } from "#lib/core/viewer.ts";
import { paths } from "#lib/paths.ts";
import { changesFor } from "#lib/queries/catalogue/changes.ts";
import { type AsOfThing, hrefOfThing } from "./as-of-thing.ts";

type ChangesAboutProps = {
  viewer: Viewer;
  /** What the page is about; a permission set by its ARN. */
  thing: AsOfThing;
  place: { after?: string | undefined; before?: string | undefined };
  now: Date;
  zone: string;
};

/** Everything that reads of AWS saw otherwise about one thing, the newest first. */
export async function ChangesAbout({ viewer, thing, place, now, zone }: ChangesAboutProps) {
  const page = await changesFor(viewer, { ...filterOf(thing), ...place });
  const all = paths.changes({ ...writtenOf(thing), last: "ever" });
  return (
    <Section
      title="Changes"
      note={
        <>
          {sayBounded(page.total)} seen, <TextLink href={all}>filter them</TextLink>
        </>
      }
    >
      <ChangesList
        page={page}
        hrefOf={(at) => hrefOfThing(thing, { view: "changes", ...at })}
        empty={
          <Empty
            title="Nothing about it has changed since the first read."
            action={<ButtonLink href={paths.changes()}>See what changed elsewhere</ButtonLink>}
          />
        }
        now={now}
        zone={zone}
      />
    </Section>
  );
}

function filterOf({ of, id }: AsOfThing) {
  switch (of) {
    case "account":
      return { account: id };
    case "permission-set":
      return { permissionSet: id };
    case "person":
      return { person: id };
    case "group":
      return { group: id };
  }
}

function writtenOf({ of, id }: AsOfThing) {
  return of === "permission-set" ? { set: id.slice(id.lastIndexOf("/") + 1) } : { [of]: id };
}
