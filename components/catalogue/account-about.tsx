import { AccountState } from "#components/catalogue/account-state.tsx";
import { RuleLinks } from "#components/catalogue/rule-links.tsx";
import { TagList } from "#components/catalogue/tag-list.tsx";
import { Columns } from "#components/ui/columns.tsx";
import { DefinitionList } from "#components/ui/definition-list.tsx";
import { Note } from "#components/ui/note.tsx";
import { Section } from "#components/ui/section.tsx";
import { When } from "#components/ui/when.tsx";
import type { AccountState as AccountStateName, Tags } from "#lib/core/catalogue.ts";
import { count } from "#lib/format.ts";

type AccountAboutProps = {
  account: {
    email: string;
    state: AccountStateName;
    joinedAt: Date | null;
    tags: Tags;
    units: readonly { name: string }[];
    isManagementAccount: boolean;
  };
  rules: readonly {
    id: string;
    name: string;
    enabled: boolean;
    maxMinutes: number;
    permissionSets: number;
  }[];
  now: Date;
  zone: string;
};

/** What AWS Organizations says about an account, and the rules by which roles in it may be asked for. */
export function AccountAbout({ account, rules, now, zone }: AccountAboutProps) {
  const offered = rules.map((rule) => ({
    ...rule,
    offers: `offers ${count(rule.permissionSets, "permission set")}`,
  }));
  return (
    <Columns
      as="half"
      beside={
        <Section title="Rules that cover it" note={count(rules.length, "rule")}>
          {rules.length === 0 ? (
            <Note>No rule lets anyone ask for a role here.</Note>
          ) : (
            <RuleLinks rules={offered} />
          )}
        </Section>
      }
    >
      <Section title="In AWS Organizations">
        <DefinitionList
          items={[
            { term: "State", value: <AccountState state={account.state} /> },
            { term: "Unit", value: account.units.map((unit) => unit.name).join(" / ") || "–" },
            { term: "Root mail address", value: account.email },
            {
              term: "Joined",
              value: account.joinedAt ? <When at={account.joinedAt} now={now} zone={zone} /> : "–",
            },
            ...(account.isManagementAccount ? [{ term: "Part", value: "management account" }] : []),
          ]}
        />
      </Section>
      <Section title="Tags">
        <TagList tags={account.tags} />
      </Section>
    </Columns>
  );
}
