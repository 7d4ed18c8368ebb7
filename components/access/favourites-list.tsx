import type { ReactNode } from "react";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { firstLength } from "#lib/core/request-lengths.ts";
import type { Favourite } from "#lib/core/shown-access.ts";
import { formatMinutes, formatWhen } from "#lib/format.ts";
import { paths, permissionSetId } from "#lib/paths.ts";

type FavouritesListProps = {
  favourites: readonly Favourite[];
  /** Takes one out. */
  star: (favourite: Favourite, what: string) => ReactNode;
  now: Date;
  zone: string;
};

/** The roles at hand, each one press from its filled form, or with why not. */
export function FavouritesList({ favourites, star, now, zone }: FavouritesListProps) {
  return (
    <RowList>
      {favourites.map((each) => {
        const { accountId, permissionSetArn, openRequestId, heldUntil, maxMinutes, lastMinutes, whyNot } =
          each;
        const set = each.permissionSetName ?? permissionSetId(permissionSetArn);
        const what = `${set} in ${each.accountName ?? accountId}`;
        const minutes = firstLength(maxMinutes ?? 0, lastMinutes ?? undefined);
        const asks = `Ask for ${formatMinutes(minutes)}${heldUntil ? " more" : ""}`;
        return (
          <Row
            key={`${accountId} ${permissionSetArn}`}
            title={<b className="font-medium">{set}</b>}
            sub={
              <>
                {each.accountName ?? accountId}
                {heldUntil && (
                  <span className="block text-ink-3">
                    you hold it until {formatWhen(heldUntil, now, zone)}
                  </span>
                )}
                {whyNot !== null && <span className="block text-ink-3">{whyNot}</span>}
              </>
            }
            end={
              <>
                {openRequestId !== null ? (
                  <TextLink href={paths.request(openRequestId)} aria-label={`Your request for ${what}`}>
                    asked already
                  </TextLink>
                ) : (
                  whyNot === null && (
                    <ButtonLink
                      size="small"
                      href={paths.newRequest({ account: accountId, set: permissionSetArn, minutes })}
                      aria-label={`${asks}: ${what}`}
                    >
                      {asks}
                    </ButtonLink>
                  )
                )}
                {star(each, what)}
              </>
            }
          />
        );
      })}
    </RowList>
  );
}
