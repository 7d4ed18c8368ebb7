import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { Star } from "#app/(console)/favourites/star.tsx";
import { readMoment } from "#app/(console)/moment.ts";
import { field, type SearchParams, words } from "#app/(console)/search-params.ts";
import { AccountChoice } from "#components/access/account-choice.tsx";
import { AddRole } from "#components/access/add-role.tsx";
import { AskedWithIt } from "#components/access/asked-with-it.tsx";
import { ChosenAccount } from "#components/access/chosen-account.tsx";
import { FavouritesList } from "#components/access/favourites-list.tsx";
import { RoleChoice } from "#components/access/role-choice.tsx";
import { NotGranting } from "#components/engine/not-granting.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { requireViewer } from "#lib/auth/require-viewer.ts";
import { MAX_BUNDLED, readRoleRefs, writeRoleRef } from "#lib/core/bundle.ts";
import { consoleDestination } from "#lib/core/console-link.ts";
import { firstLength } from "#lib/core/request-lengths.ts";
import type { RoleToAsk } from "#lib/core/shown-access.ts";
import { mayReadEverything } from "#lib/core/viewer.ts";
import { type NewRequestPath, paths, permissionSetId } from "#lib/paths.ts";
import { type AskedBeforeToday, askedBefore } from "#lib/queries/access/asked-before.ts";
import { askingFor, rolesToAsk, toAsk } from "#lib/queries/access/asking.ts";
import { favouritesOf } from "#lib/queries/access/favourites.ts";
import { offersFor } from "#lib/queries/access/offers.ts";
import { grantingFor } from "#lib/queries/engine/granting.ts";
import { AskForm } from "./ask-form.tsx";

export const metadata: Metadata = { title: "Ask for a role" };

const fields = z.object({
  account: field,
  set: field,
  q: field,
  ticket: field,
  dest: z.unknown().optional(),
  again: field.pipe(z.uuid().optional().catch(undefined)),
  minutes: field.transform((text = "") => (/^\d{1,5}$/.test(text) ? Number(text) : undefined)),
  also: words.transform((said) => readRoleRefs(said, MAX_BUNDLED - 1)),
});

export default async function NewRequestPage({ searchParams }: { searchParams: SearchParams }) {
  const viewer = await requireViewer();
  const { account, set, q, ticket, minutes, again, also: refs, ...sent } = fields.parse(await searchParams);
  const dest = consoleDestination(sent.dest);
  const [moment, granting] = await Promise.all([readMoment(), grantingFor(viewer)]);
  const setId = set && permissionSetId(set);
  const own = account !== undefined && setId !== undefined ? writeRoleRef({ accountId: account, setId }) : "";
  const others = await rolesToAsk(
    viewer,
    refs.filter((ref) => writeRoleRef(ref) !== own),
  );
  const also = others.map((each) => writeRoleRef({ accountId: each.account.id, setId: each.role.id }));
  const carried = {
    ...(minutes !== undefined && { minutes }),
    ...(ticket !== undefined && { ticket }),
    ...(dest !== null && { dest }),
  };
  const top = (
    <>
      <PageHead title="Ask for a role" />
      <NotGranting granting={granting} mayBrowse={mayReadEverything(viewer)} {...moment} />
    </>
  );
  const asTheyAre = (rest: NewRequestPath) => (
    <AskedWithIt
      roles={others}
      unknown={refs.filter((ref) => ![...also, own].includes(writeRoleRef(ref))).length}
      rest={{ ...carried, ...rest }}
    />
  );
  const offers = await offersFor(viewer);
  if (account === undefined) {
    const favourites = await favouritesOf(viewer);
    return (
      <>
        {top}
        {asTheyAre({})}
        {others[0] && <WithoutAnother first={others[0]} also={also.slice(1)} rest={carried} />}
        {others.length === 0 && favourites.length > 0 && (
          <div className="mb-6 max-w-form">
            <h2 className="mb-1 border-b border-line pb-1 font-strong">Favourites</h2>
            <FavouritesList
              favourites={favourites}
              star={({ accountId, permissionSetArn }, what) => (
                <Star accountId={accountId} permissionSetArn={permissionSetArn} what={what} isMarked />
              )}
              {...moment}
            />
          </div>
        )}
        <AccountChoice offers={offers} sought={q} carried={{ ...carried, also }} />
      </>
    );
  }
  const { now, zone } = moment;
  const asking = await askingFor(viewer, account, setId);
  if (!asking && again !== undefined) return <NotOfferedAgain />;
  if (!asking) notFound();
  const before = again === undefined ? null : await askedBefore(viewer, again, asking);
  const chosen = toAsk(asking);
  const choice = (
    <>
      {asTheyAre({ account, ...(setId !== undefined && { set: setId }) })}
      <ChosenAccount account={asking.account} roles={asking.roles.length} carried={{ ...carried, also }} />
      <RoleChoice
        asking={asking}
        carried={carried}
        also={also}
        star={(role) => (
          <Star
            accountId={asking.account.id}
            permissionSetArn={role.arn}
            what={`${role.name} in ${asking.account.name}`}
            isMarked={role.isFavourite}
          />
        )}
        now={now}
        zone={zone}
      />
      {chosen && also.length < MAX_BUNDLED - 1 && (
        <AddRole account={chosen.account} role={chosen.role} offers={offers} also={also} rest={carried} />
      )}
    </>
  );
  const mayAsk =
    chosen !== null &&
    (others.length > 0 || (chosen.role.openRequestId === null && chosen.account.unavailable === null));
  if (!mayAsk)
    return (
      <>
        {top}
        {choice}
        {chosen === null && others[0] && (
          <WithoutAnother first={others[0]} also={also.slice(1)} rest={carried} />
        )}
      </>
    );
  const roles = [chosen, ...others] as const;
  const most = Math.min(...roles.map(({ role }) => role.maxMinutes));
  return (
    <>
      {top}
      {before && <AsBefore before={before} />}
      <AskForm
        key={chosen.role.arn}
        roles={[chosen, ...others]}
        begins={{
          minutes: firstLength(
            most,
            minutes ?? (before ? Math.min(before.minutes, most) : undefined),
            chosen.rules[0]?.suggestedMinutes,
          ),
          reason: before?.reason ?? "",
          ticket: ticket ?? before?.ticket ?? "",
          dest,
        }}
        now={now}
        zone={zone}
      >
        {choice}
      </AskForm>
    </>
  );
}

type WithoutAnotherProps = {
  first: RoleToAsk;
  also: readonly string[];
  rest: Pick<NewRequestPath, "minutes" | "ticket" | "dest">;
};

/** Back to the form, when no further role is to be added after all. */
function WithoutAnother({ first, also, rest }: WithoutAnotherProps) {
  return (
    <p className="mb-6">
      <ButtonLink href={paths.newRequest({ ...rest, account: first.account.id, set: first.role.id, also })}>
        Go on without another role
      </ButtonLink>
    </p>
  );
}

/** Whose words the form begins with, and what is not as it was. */
function AsBefore({ before: { id, number, differences } }: { before: AskedBeforeToday }) {
  const link = <TextLink href={paths.request(id)}>R-{number}</TextLink>;
  return differences.length === 0 ? (
    <p className="mb-4 max-w-measure text-ink-2">Filled in as in {link}. Everything is as it was then.</p>
  ) : (
    <Callout
      tone="warn"
      title={<>Filled in as in {link}, but not everything is as it was.</>}
      className="mb-5"
    >
      {differences.join(" ")}
    </Callout>
  );
}

function NotOfferedAgain() {
  return (
    <>
      <PageHead title="Ask for a role" />
      <Empty
        title="No rule lets you ask for this role in this account any more."
        action={
          <ButtonLink href={paths.newRequest()} kind="go">
            What you may ask for
          </ButtonLink>
        }
      >
        It was offered when you asked the last time; the rules, your groups or the account have changed since.
      </Empty>
    </>
  );
}
