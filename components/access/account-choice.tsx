import { LiveSearch } from "#components/access/live-search.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Note } from "#components/ui/note.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { OfferedAccount } from "#lib/core/shown-access.ts";
import { whyUnavailable } from "#lib/core/why-unavailable.ts";
import { count, formatNumber } from "#lib/format.ts";
import { type NewRequestPath, paths } from "#lib/paths.ts";

const SHOWN = 20;

function isSought({ id, name, units }: OfferedAccount, sought: string): boolean {
  const words = sought.toLowerCase().split(/\s+/);
  const text = [id, name, ...units].join(" ").toLowerCase();
  return words.every((word) => text.includes(word));
}

/** The accounts in which something may be asked for: a search and links, so that it works without script. */
export function AccountChoice({
  offers,
  sought,
  carried,
}: {
  offers: readonly OfferedAccount[];
  sought: string | undefined;
  /** What the way to an account keeps. */
  carried: Omit<NewRequestPath, "account" | "set">;
}) {
  if (offers.length === 0) {
    return (
      <Empty title="No rule lets you ask for anything now.">
        Rules name the groups and people who may ask. If you expected to find a role here, ask the people who
        look after Gatehouse to look at the rules.
      </Empty>
    );
  }
  const found = sought === undefined ? offers : offers.filter((offer) => isSought(offer, sought));
  return (
    <div className="max-w-form">
      <h2 className="mb-1 font-strong">In which account?</h2>
      <LiveSearch
        action={paths.newRequest()}
        label="Name, id or unit of an account"
        value={sought}
        keeps={carried}
      />
      {found.length === 0 ? (
        <Empty
          title={`None of your ${count(offers.length, "account")} has “${sought}” in its name, id or units.`}
        >
          Only accounts are listed in which a rule lets you ask for something.
        </Empty>
      ) : (
        <div className="mt-3 border-t border-line">
          <RowList>
            {found.slice(0, SHOWN).map((offer) => (
              <Offer key={offer.id} offer={offer} carried={carried} />
            ))}
          </RowList>
          <Note>
            {formatNumber(Math.min(found.length, SHOWN))} of {count(offers.length, "account")} in which you
            may ask
            {found.length > SHOWN ? "; search for the others." : "."}
          </Note>
        </div>
      )}
    </div>
  );
}

function Offer({
  offer,
  carried,
}: {
  offer: OfferedAccount;
  carried: Omit<NewRequestPath, "account" | "set">;
}) {
  const why = whyUnavailable(offer);
  const where = offer.units.join(" / ");
  return (
    <Row
      title={
        why === null ? (
          <TextLink as="name" href={paths.newRequest({ ...carried, account: offer.id })}>
            {offer.name}
          </TextLink>
        ) : (
          <span className="inline-flex items-center gap-1.5 font-medium text-ink-3">
            <Icon name="ban" size={15} />
            {offer.name}
          </span>
        )
      }
      sub={
        <>
          <span className="mono text-ink-3">{offer.id}</span>
          {where !== "" && <> {where}</>}
          {why !== null && <span className="block">{why}</span>}
        </>
      }
      end={why === null && <span className="text-ink-2">{count(offer.sets.length, "role")}</span>}
    />
  );
}
