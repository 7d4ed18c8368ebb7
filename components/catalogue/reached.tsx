import { AccountsReachedTable } from "#components/catalogue/accounts-reached-table.tsx";
import { ExportLinks } from "#components/catalogue/export-links.tsx";
import { ListPager } from "#components/catalogue/list-pager.tsx";
import { isFiltered, type PathAsked, PathFilters } from "#components/catalogue/path-filters.tsx";
import { RolesTable } from "#components/catalogue/roles-table.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Section } from "#components/ui/section.tsx";
import { SegmentedLinks } from "#components/ui/segmented-links.tsx";
import type { AccountReached, RoleGiven } from "#lib/core/catalogue/way.ts";
import { count } from "#lib/format.ts";
import { paths, permissionSetId } from "#lib/paths.ts";

type Filters = Readonly<Record<string, string | undefined>>;

export type ReachedPage =
  | { by: "account"; rows: readonly AccountReached[]; skipped: number; total: number }
  | { by: "path"; rows: readonly (RoleGiven & { key: string })[]; skipped: number; total: number };

type ReachedProps = {
  title: string;
  about: "person" | "permission-set" | "group";
  /** Which one, as the export of the list names it. */
  of: { id: string } | { arn: string };
  page: ReachedPage;
  asked: PathAsked;
  names: { set?: string | undefined; through?: string | undefined };
  /** The page of either list with these filters. */
  hrefOf: (by: ReachedPage["by"], filters: Filters) => string;
  /** What the address of this list says beside its filters, for a form. */
  keeps: Filters;
  /** Where its form asks, without a query. */
  action: string;
  /** What is so when there is nothing, without any filter. */
  nothing: string;
  now: Date;
  zone: string;
};

const columns = {
  person: ["through", "set"],
  "permission-set": ["holder"],
  group: ["set"],
} as const;

/** What somebody or something reaches: account by account, or path by path. */
export function Reached(props: ReachedProps) {
  const { title, about, of, page, asked, names, hrefOf, keeps, action, nothing } = props;
  const here = (filters: Filters) => hrefOf(page.by, filters);
  if (page.total === 0 && !isFiltered(asked)) return <Empty title={nothing} />;
  return (
    <Section title={title} note={count(page.total, page.by)}>
      <PathFilters
        action={action}
        keeps={keeps}
        asked={asked}
        hrefOf={here}
        searches={page.by === "account" ? "Account or id" : "Name of set or group"}
        names={names}
      >
        <SegmentedLinks
          label="Listed"
          options={(["account", "path"] as const).map((by) => ({
            label: by === "account" ? "By account" : "By path",
            href: hrefOf(by, { ...asked, q: undefined }),
            current: page.by === by,
          }))}
        />
        <ExportLinks
          list={`${about}-${page.by === "account" ? "accounts" : "paths"}`}
          filters={{ ...of, ...asked }}
        />
      </PathFilters>
      {page.total === 0 ? (
        <Empty
          title="Nothing is like that."
          action={<ButtonLink href={here({})}>Show everything</ButtonLink>}
        />
      ) : (
        <Rows {...props} here={(filters) => here({ ...asked, ...filters })} />
      )}
    </Section>
  );
}

function Rows({
  title: caption,
  about,
  page,
  hrefOf,
  now,
  zone,
  here,
}: ReachedProps & { here: (filters: Filters) => string }) {
  switch (page.by) {
    case "account":
      return (
        <>
          <AccountsReachedTable
            caption={caption}
            accounts={page.rows}
            about={about}
            moreHref={(account) => paths.account(account.id)}
            now={now}
            zone={zone}
          />
          <ListPager page={page} idOf={(row) => row.id} hrefOf={here} />
        </>
      );
    case "path":
      return (
        <>
          <RolesTable
            caption={caption}
            roles={page.rows}
            columns={columns[about]}
            accountsHref={(role) =>
              hrefOf("account", {
                set: about === "permission-set" ? undefined : permissionSetId(role.permissionSetArn),
                through:
                  about === "group"
                    ? undefined
                    : role.principalKind === "group"
                      ? role.principalId
                      : "direct",
              })
            }
            now={now}
            zone={zone}
          />
          <ListPager page={page} idOf={(row) => row.key} hrefOf={here} />
        </>
      );
  }
}
