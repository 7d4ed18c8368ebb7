import { type GrantListed, GrantsTable } from "#components/catalogue/grants-table.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Section } from "#components/ui/section.tsx";
import { count } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type AccountGrantsProps = {
  accountId: string;
  grants: readonly GrantListed[];
  total: number;
  now: Date;
  zone: string;
};

/** What Gatehouse granted in an account. */
export function AccountGrants({ accountId, grants, total, now, zone }: AccountGrantsProps) {
  if (total === 0) {
    return (
      <Empty
        title="Nobody was ever granted a role here by Gatehouse."
        action={<ButtonLink href={paths.newRequest({ account: accountId })}>Ask for a role here</ButtonLink>}
      />
    );
  }
  return (
    <Section
      title="Grants"
      note={total > grants.length ? `the latest ${grants.length} of ${total}` : count(total, "grant")}
    >
      <GrantsTable grants={grants} about="account" now={now} zone={zone} />
    </Section>
  );
}
