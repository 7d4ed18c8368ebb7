import { ExportLinks } from "#components/catalogue/export-links.tsx";
import { ListPager } from "#components/catalogue/list-pager.tsx";
import { isFiltered, type PathAsked, PathFilters } from "#components/catalogue/path-filters.tsx";
import { PeopleReachingTable } from "#components/catalogue/people-reaching-table.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Chip } from "#components/ui/chip.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { PersonReaching } from "#lib/core/catalogue/way.ts";
import { count } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type PeopleReachingProps = {
  account: { id: string; name: string };
  page: { rows: readonly PersonReaching[]; skipped: number; total: number };
  asked: PathAsked;
  names: { set?: string | undefined; through?: string | undefined };
  now: Date;
  zone: string;
};

/** The people who reach an account, by name, each with every path. */
export function PeopleReaching({ account, page, asked, names, now, zone }: PeopleReachingProps) {
  const hrefOf = (filters: PathAsked) => paths.account(account.id, { view: "people", ...filters });
  if (page.total === 0 && !isFiltered(asked)) return <Empty title="Nobody reaches this account." />;
  return (
    <Section title="Who can reach it" note={sayTotal(page.total, asked)}>
      <PathFilters
        action={paths.account(account.id)}
        keeps={{ view: "people" }}
        asked={asked}
        hrefOf={hrefOf}
        searches="Name, user name or mail"
        names={names}
      >
        {asked.disabled ? (
          <Chip
            field="Status"
            value={asked.disabled === "only" ? "disabled" : "not disabled"}
            removeHref={hrefOf({ ...asked, disabled: undefined })}
          />
        ) : (
          <TextLink href={hrefOf({ ...asked, disabled: "only" })}>Only disabled</TextLink>
        )}
        <ExportLinks list="account-people" filters={{ id: account.id, ...asked }} />
      </PathFilters>
      {page.total === 0 ? (
        <Empty
          title="Nobody reaches it like that."
          action={<ButtonLink href={hrefOf({})}>Show everybody</ButtonLink>}
        />
      ) : (
        <>
          <PeopleReachingTable people={page.rows} now={now} zone={zone} />
          <ListPager
            page={page}
            idOf={(row) => row.id}
            hrefOf={(place) => paths.account(account.id, { view: "people", ...asked, ...place })}
          />
        </>
      )}
    </Section>
  );
}

function sayTotal(total: number, asked: PathAsked): string {
  const people = count(total, "person");
  return asked.disabled === undefined ? `${people}, disabled ones among them` : people;
}
