import type { ReactNode } from "react";
import { FavouritesList } from "#components/access/favourites-list.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { AskAgain, Favourite } from "#lib/core/shown-access.ts";
import { formatMinutes, formatWhen } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type AskAgainListProps = {
  again: readonly AskAgain[];
  /** The roles at hand, which stand first. */
  favourites: readonly Favourite[];
  /** Marks a role as a favourite, or takes it out. */
  star: (
    role: Pick<AskAgain, "accountId" | "permissionSetArn">,
    what: string,
    isMarked: boolean,
  ) => ReactNode;
  now: Date;
  zone: string;
};

/** Favourites, and roles that were asked for before: one press to the filled form. */
export function AskAgainList({ again: asked, favourites, star, now, zone }: AskAgainListProps) {
  const again = asked.filter(
    (each) =>
      !favourites.some(
        (kept) => kept.accountId === each.accountId && kept.permissionSetArn === each.permissionSetArn,
      ),
  );
  return (
    <Section title="Ask again" note={<TextLink href={paths.newRequest()}>Ask for another role</TextLink>}>
      {favourites.length > 0 && (
        <FavouritesList
          favourites={favourites}
          star={(favourite, what) => star(favourite, what, true)}
          now={now}
          zone={zone}
        />
      )}
      {again.length === 0 ? (
        favourites.length === 0 && (
          <p className="py-3 text-ink-2">What you ask for once stands here afterwards, one press away.</p>
        )
      ) : (
        <RowList>
          {again.map(
            ({
              requestId,
              accountId,
              accountName,
              permissionSetArn,
              permissionSetName,
              minutes,
              heldUntil,
            }) => {
              const asks = `Ask for ${formatMinutes(minutes)}${heldUntil ? " more" : ""}`;
              return (
                <Row
                  key={`${accountId} ${permissionSetArn}`}
                  title={<b className="font-medium">{permissionSetName}</b>}
                  sub={
                    <>
                      {accountName}
                      {heldUntil && (
                        <span className="block text-ink-3">
                          you hold it until {formatWhen(heldUntil, now, zone)}
                        </span>
                      )}
                    </>
                  }
                  end={
                    <>
                      <ButtonLink
                        size="small"
                        href={paths.newRequest({
                          account: accountId,
                          set: permissionSetArn,
                          minutes,
                          again: requestId,
                        })}
                        aria-label={`${asks}: ${permissionSetName} in ${accountName}`}
                      >
                        {asks}
                      </ButtonLink>
                      {star({ accountId, permissionSetArn }, `${permissionSetName} in ${accountName}`, false)}
                    </>
                  }
                />
              );
            },
          )}
        </RowList>
      )}
    </Section>
  );
}
