import type { ReactNode } from "react";
import { TextLink } from "#components/ui/text-link.tsx";
import { spellHours } from "#lib/core/rules/hours.ts";
import type {
  Named,
  NamedPrincipal,
  NamedTag,
  RuleInWords,
  ShownApprovers,
  ShownRule,
} from "#lib/core/shown-rule.ts";
import { count, spellMinutes } from "#lib/format.ts";
import { paths, permissionSetId } from "#lib/paths.ts";

type Item = { key: string; node: ReactNode };

/** Names joined as a sentence joins them; what is gone from AWS stays, by its id. */
function Listed({ items, last }: { items: readonly Item[]; last: "or" | "and" }) {
  return items.map(({ key, node }, index) => (
    <span key={key}>
      {index > 0 && (index === items.length - 1 ? ` ${last} ` : ", ")}
      {node}
    </span>
  ));
}

function named(href: string, name: string | null, id: string): ReactNode {
  return name === null ? (
    <span className="text-state-orphan">
      <span className="mono">{id}</span>, gone from AWS
    </span>
  ) : (
    <TextLink href={href}>{name}</TextLink>
  );
}

const nobody = <b className="font-medium text-state-blocked">nobody</b>;

function principalItems(principals: readonly NamedPrincipal[], ofGroup: string): Item[] {
  return principals.map(({ kind, id, name }) => ({
    key: `${kind} ${id}`,
    node: (
      <>
        {kind === "group" && `${ofGroup} `}
        {named(kind === "group" ? paths.group(id) : paths.person(id), name, id)}
      </>
    ),
  }));
}

function tagItems(tags: readonly NamedTag[], what: string): Item[] {
  return tags.map(({ key, value }) => ({
    key: `tag ${key}=${value}`,
    node: (
      <>
        {what} tagged <span className="mono">{`${key}=${value}`}</span>
      </>
    ),
  }));
}

/** Who may ask: groups before people. */
export function Requesters({ rule: { who } }: { rule: Pick<RuleInWords, "who"> }) {
  const items = principalItems(who.principals, "members of");
  return (
    <>
      {who.everyone ? "everyone" : items.length === 0 ? nobody : <Listed items={items} last="or" />}
      {who.except.length > 0 && (
        <>
          {" but "}
          <Listed items={principalItems(who.except, "members of")} last="and" />
        </>
      )}
    </>
  );
}

function setItems({ named: sets, patterns, tags }: RuleInWords["sets"]): Item[] {
  return [
    ...sets.map(({ id, name }: Named) => ({
      key: id,
      node: named(paths.permissionSet(id), name, permissionSetId(id)),
    })),
    ...patterns.map((pattern) => ({
      key: `pattern ${pattern}`,
      node: <span className="mono">{pattern}</span>,
    })),
    ...tagItems(tags, "sets"),
  ];
}

/** Which permission sets. */
export function Sets({ rule: { sets, exceptSets } }: { rule: Pick<RuleInWords, "sets" | "exceptSets"> }) {
  const items = setItems(sets);
  const except = setItems(exceptSets);
  return (
    <>
      {items.length === 0 ? nobody : <Listed items={items} last="or" />}
      {except.length > 0 && (
        <>
          {" but not "}
          <Listed items={except} last="or" />
        </>
      )}
    </>
  );
}

function accountItems({ accounts, units, tags }: RuleInWords["exceptAccounts"]): Item[] {
  return [
    ...units.map(({ id, name }) => ({
      key: `unit ${id}`,
      node: <>{named(paths.accounts({ unit: id }), name, id)} and below</>,
    })),
    ...accounts.map(({ id, name }) => ({ key: `account ${id}`, node: named(paths.account(id), name, id) })),
    ...tagItems(tags, "accounts"),
  ];
}

/** In which accounts: units and what lies below them, accounts by themselves, and tags. */
export function Targets({
  rule: { accounts, exceptAccounts },
}: {
  rule: Pick<RuleInWords, "accounts" | "exceptAccounts">;
}) {
  const items = accountItems(accounts);
  const except = accountItems(exceptAccounts);
  return (
    <>
      {accounts.all ? "all accounts" : items.length === 0 ? nobody : <Listed items={items} last="and" />}
      {except.length > 0 && (
        <>
          {" but not "}
          <Listed items={except} last="or" />
        </>
      )}
    </>
  );
}

/** For how long, from when, and how much at once. */
export function Limits({ rule: { limits } }: { rule: Pick<RuleInWords, "limits"> }) {
  return (
    <>
      for at most <b className="font-medium">{spellMinutes(limits.maxMinutes)}</b>
      {limits.aheadMinutes > 0 && `, beginning up to ${spellMinutes(limits.aheadMinutes)} ahead`}
      {limits.hours && `, ${spellHours(limits.hours)}`}
      {limits.atOnce !== null && `, ${count(limits.atOnce, "role")} at once`}
      {limits.extendToMinutes !== null && `, extended to ${spellMinutes(limits.extendToMinutes)} at most`}
    </>
  );
}

function ApproversOf({ of }: { of: ShownApprovers }) {
  const items = [
    ...principalItems(of.principals, "of"),
    ...(of.manager ? [{ key: "manager", node: "the requester’s manager" }] : []),
    ...(of.ownerTag === null
      ? []
      : [
          {
            key: "owner",
            node: (
              <>
                who owns the account by its tag <span className="mono">{of.ownerTag}</span>
              </>
            ),
          },
        ]),
  ];
  return items.length === 0 ? nobody : <Listed items={items} last="or" />;
}

const words = ["nobody", "one", "two", "three", "four", "five"] as const;

/** Who says yes or no, stage by stage. */
export function Approvers({ rule: { stages } }: { rule: Pick<RuleInWords, "stages"> }) {
  if (stages.length === 0) return "with nobody’s yes: the rule agrees by itself";
  return stages.map((stage) => (
    <span key={stage.place}>
      {stage.place === 1 ? "if " : ", then "}
      {stage.quorum === 1 && stage.principals.length === 1 && stage.principals[0]?.kind === "user"
        ? ""
        : `${words[stage.quorum] ?? stage.quorum} `}
      <ApproversOf of={stage} /> {stage.quorum === 1 ? "says yes" : "say yes"}
      {stage.fallback && (
        <>
          {` (after ${spellMinutes(stage.fallback.afterMinutes)} also `}
          <ApproversOf of={stage.fallback} />)
        </>
      )}
    </span>
  ));
}

/** What has to be said when asking. */
export function Asks({ rule: { asks } }: { rule: Pick<RuleInWords, "asks"> }) {
  return (
    <>
      a reason{asks.reasonMinLength > 0 && ` of at least ${count(asks.reasonMinLength, "character")}`}
      {asks.tickets.length === 0 ? (
        "; a ticket if there is one"
      ) : (
        <>
          {" and a ticket such as "}
          <span className="mono">{asks.tickets.join(", ")}</span>
        </>
      )}
      {asks.templates.length > 0 && (
        <>
          {"; the reason may begin with "}
          {asks.templates.map((template) => `“${template}”`).join(" or ")}
        </>
      )}
    </>
  );
}

/** The rule in one sentence. */
export function RuleSays({ rule }: { rule: RuleInWords }) {
  return (
    <span className="block first-letter:uppercase">
      <Requesters rule={rule} /> may ask for <Sets rule={rule} /> in <Targets rule={rule} />,{" "}
      <Limits rule={rule} />, <Approvers rule={rule} />.
    </span>
  );
}

/** What the rule means now, in figures. */
export function ruleReach({ requesterCount, approverCount, accountCount, stages }: ShownRule): string {
  const deciders =
    stages.length === 0 ? "nobody has to agree" : `${count(approverCount, "person")} may decide`;
  return `${count(requesterCount, "person")} may ask, in ${count(accountCount, "account")}; ${deciders}`;
}
