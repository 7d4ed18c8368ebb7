import { AccountThen } from "#components/catalogue/account-then.tsx";
import { type AskedMoment, AsOfBanner, sayMoment } from "#components/catalogue/as-of-banner.tsx";
import { AsOfForm } from "#components/catalogue/as-of-form.tsx";
import { GroupThen } from "#components/catalogue/group-then.tsx";
import { PermissionSetThen } from "#components/catalogue/permission-set-then.tsx";
import { PersonThen } from "#components/catalogue/person-then.tsx";
import { Empty } from "#components/ui/empty.tsx";
import type { Viewer } from "#lib/core/viewer.ts";
import { accountAsOf } from "#lib/queries/catalogue/as-of/account-as-of.ts";
import { groupAsOf } from "#lib/queries/catalogue/as-of/group-as-of.ts";
import { knownAsOf } from "#lib/queries/catalogue/as-of/known-as-of.ts";
import { permissionSetAsOf } from "#lib/queries/catalogue/as-of/permission-set-as-of.ts";
import { personAsOf } from "#lib/queries/catalogue/as-of/person-as-of.ts";
import { type AsOfThing, hrefOfThing } from "./as-of-thing.ts";
import { parseLocalMoment } from "./local-moment.ts";

type AsOfViewProps = {
  viewer: Viewer;
  /** What the page is about; a permission set by its ARN. */
  thing: AsOfThing;
  /** As the address says it. */
  asOf: string | undefined;
  /** How many ways lie before those that are told, as the address says it. */
  after: string | undefined;
  now: Date;
  zone: string;
};

/** How something stood at a moment that the reader chooses. */
export async function AsOfView({ viewer, thing, asOf, after, now, zone }: AsOfViewProps) {
  const moment = asOf === undefined ? null : await readAsked(viewer, asOf, { now, zone });
  return (
    <>
      <div className="mb-4">
        <AsOfForm action={hrefOfThing(thing)} value={asOf} keeps={{ view: "as-of" }} zone={zone} />
      </div>
      {moment === null ? (
        <Empty title="Choose a moment.">
          Every read of AWS is kept: who could reach what is known for each moment since the first one.
        </Empty>
      ) : (
        <AsOfBanner moment={moment} nowHref={hrefOfThing(thing)} now={now} zone={zone} />
      )}
      {moment?.is === "known" && (
        <Then
          viewer={viewer}
          thing={thing}
          at={moment.at}
          skipped={/^\d{1,6}$/.test(after ?? "") ? Number(after) : 0}
          waysHref={(skipped) =>
            hrefOfThing(thing, { asOf, after: skipped > 0 ? String(skipped) : undefined })
          }
          zone={zone}
        />
      )}
    </>
  );
}

/** What is known of the moment that an address asks for. */
export async function readAsked(
  viewer: Viewer,
  asOf: string,
  { now, zone }: { now: Date; zone: string },
): Promise<AskedMoment | null> {
  const at = parseLocalMoment(asOf, zone);
  return at === null ? { is: "misread", written: asOf } : knownAsOf(viewer, at, now);
}

type ThenProps = {
  viewer: Viewer;
  thing: AsOfThing;
  at: Date;
  skipped: number;
  waysHref: (skipped: number) => string;
  zone: string;
};

async function Then({ viewer, thing: { of, id }, at, skipped, waysHref, zone }: ThenProps) {
  const then = { at, waysHref, zone };
  switch (of) {
    case "account": {
      const account = await accountAsOf(viewer, id, at, skipped);
      return account ? <AccountThen account={account} {...then} /> : <NotThere at={at} zone={zone} />;
    }
    case "permission-set": {
      const set = await permissionSetAsOf(viewer, id, at, skipped);
      return set ? <PermissionSetThen set={set} {...then} /> : <NotThere at={at} zone={zone} />;
    }
    case "person": {
      const person = await personAsOf(viewer, id, at, skipped);
      return person ? <PersonThen person={person} {...then} /> : <NotThere at={at} zone={zone} />;
    }
    case "group": {
      const group = await groupAsOf(viewer, id, at, skipped);
      return group ? <GroupThen group={group} {...then} /> : <NotThere at={at} zone={zone} />;
    }
  }
}

function NotThere({ at, zone }: { at: Date; zone: string }) {
  return <Empty title={`No read had seen it by ${sayMoment(at, zone)}, or it was gone then.`} />;
}
