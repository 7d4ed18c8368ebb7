import { ExportLinks } from "#components/catalogue/export-links.tsx";
import { ListPager } from "#components/catalogue/list-pager.tsx";
import { isFiltered, type PathAsked, PathFilters } from "#components/catalogue/path-filters.tsx";
import { WaysDiagram } from "#components/catalogue/ways-diagram.tsx";
import { WaysTable } from "#components/catalogue/ways-table.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Section } from "#components/ui/section.tsx";
import type { AccountReach, Way, WayFlow } from "#lib/core/catalogue/way.ts";
import { count, formatNumber } from "#lib/format.ts";
import { paths, permissionSetId } from "#lib/paths.ts";

type AccountWaysProps = {
  account: { id: string; name: string };
  reach: AccountReach;
  flows: readonly WayFlow[];
  page: { rows: readonly (Way & { key: string })[]; skipped: number; total: number };
  asked: PathAsked;
  now: Date;
  zone: string;
};

/** Every way into an account: drawn as flows, and as a table. */
export function AccountWays({ account, reach, flows, page, asked, now, zone }: AccountWaysProps) {
  if (reach.paths === 0) {
    return (
      <Empty
        title="Nobody reaches this account."
        action={<ButtonLink href={paths.newRequest({ account: account.id })}>Ask for a role here</ButtonLink>}
      >
        No assignment gives a person or a group a role here.
      </Empty>
    );
  }
  const hrefOf = (filters: PathAsked) => paths.account(account.id, filters);
  return (
    <>
      {!isFiltered(asked) && page.skipped === 0 && (
        <Section title="Ways in" note={<Legend />} className="max-wide:hidden">
          <WaysDiagram
            accountName={account.name}
            people={reach.people}
            paths={reach.paths}
            flows={flows}
            now={now}
            zone={zone}
          />
        </Section>
      )}
      <Section
        title="Every path"
        note={`${page.total === reach.paths ? "" : `${formatNumber(page.total)} of `}${count(reach.paths, "path")}`}
      >
        <PathFilters
          action={paths.account(account.id)}
          keeps={{}}
          asked={asked}
          hrefOf={hrefOf}
          searches="Person, group or set"
        >
          <ExportLinks list="account-paths" filters={{ id: account.id, ...asked, disabled: undefined }} />
        </PathFilters>
        {page.total === 0 ? (
          <Empty
            title={
              asked.kind === "temporary" ? "Nobody holds a role here for a time." : "No path is like that."
            }
            action={<ButtonLink href={paths.account(account.id)}>Show every path</ButtonLink>}
          />
        ) : (
          <>
            <WaysTable
              caption={`Every path into ${account.name}`}
              ways={page.rows}
              columns={["person", "through", "set"]}
              peopleHref={(way) =>
                paths.account(account.id, {
                  view: "people",
                  set: permissionSetId(way.permissionSetArn),
                  through: way.principalId,
                })
              }
              now={now}
              zone={zone}
            />
            <ListPager
              page={page}
              idOf={(row) => row.key}
              hrefOf={(place) => paths.account(account.id, { ...asked, ...place })}
            />
          </>
        )}
      </Section>
    </>
  );
}

function Legend() {
  return (
    <span className="flex gap-4 text-note">
      <span className="inline-flex items-center gap-1.5">
        <i className="h-2 w-3 bg-chart-standing" />
        standing
      </span>
      <span className="inline-flex items-center gap-1.5">
        <i className="h-2 w-3 bg-chart-temporary" />
        temporary
      </span>
    </span>
  );
}
