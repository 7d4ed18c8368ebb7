import type { ReactNode } from "react";
import { TextLink } from "#components/ui/text-link.tsx";
import type { RuleSentence } from "#lib/core/shown-access.ts";
import { count, spellMinutes } from "#lib/format.ts";
import { paths, permissionSetId } from "#lib/paths.ts";

type Principal = RuleSentence["requesters"][number];

function principalHref({ kind, id }: Principal): string {
  return kind === "group" ? paths.group(id) : paths.person(id);
}

/** Names joined as a sentence joins them; what is gone from AWS stays, by its id. */
function Listed({ items, last }: { items: readonly { key: string; node: ReactNode }[]; last: "or" | "and" }) {
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

/** Who may ask: groups before people. */
export function Requesters({ rule }: { rule: RuleSentence }) {
  if (rule.requesters.length === 0) return nobody;
  const items = rule.requesters.map((each) => ({
    key: `${each.kind} ${each.id}`,
    node: (
      <>
        {each.kind === "group" && "members of "}
        {named(principalHref(each), each.name, each.id)}
      </>
    ),
  }));
  return <Listed items={items} last="or" />;
}

/** Who says yes or no. */
export function Approvers({ rule }: { rule: RuleSentence }) {
  if (rule.approvers.length === 0) return nobody;
  const items = rule.approvers.map((each) => ({
    key: `${each.kind} ${each.id}`,
    node: (
      <>
        {each.kind === "group" && "one of "}
        {named(principalHref(each), each.name, each.id)}
      </>
    ),
  }));
  return <Listed items={items} last="or" />;
}

/** Which permission sets. */
export function Sets({ rule }: { rule: RuleSentence }) {
  if (rule.sets.length === 0) return nobody;
  const items = rule.sets.map(({ id, name }) => ({
    key: id,
    node: named(paths.permissionSet(id), name, permissionSetId(id)),
  }));
  return <Listed items={items} last="or" />;
}

/** In which accounts: units and what lies below them, and accounts by themselves. */
export function Targets({ rule }: { rule: RuleSentence }) {
  if (rule.targets.length === 0) return nobody;
  const items = rule.targets.map(({ kind, id, name }) => ({
    key: `${kind} ${id}`,
    node: (
      <>
        {named(kind === "account" ? paths.account(id) : paths.accounts({ unit: id }), name, id)}
        {kind === "ou" && " and below"}
      </>
    ),
  }));
  return <Listed items={items} last="and" />;
}

/** The rule in one sentence. */
export function RuleSays({ rule }: { rule: RuleSentence }) {
  return (
    <span className="block first-letter:uppercase">
      <Requesters rule={rule} /> may ask for <Sets rule={rule} /> in <Targets rule={rule} />, for at most{" "}
      <b className="font-medium">{spellMinutes(rule.maxMinutes)}</b>, if <Approvers rule={rule} /> says yes.
    </span>
  );
}

/** What the rule means now, in figures. */
export function ruleReach({ requesterCount, approverCount, accountCount }: RuleSentence): string {
  return `${count(requesterCount, "person")} may ask, in ${count(accountCount, "account")}; ${count(approverCount, "person")} may decide`;
}
