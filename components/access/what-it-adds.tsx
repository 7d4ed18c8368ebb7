import { RoleWarnings } from "#components/access/role-warnings.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { type Definition, DefinitionList } from "#components/ui/definition-list.tsx";
import { Note } from "#components/ui/note.tsx";
import { Row, RowList } from "#components/ui/row-list.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { Reach, RequestDetail, RoleContent } from "#lib/core/shown-access.ts";
import { formatWhen, listNames, spellMinutes } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type WhatItAddsProps = {
  request: Pick<
    RequestDetail,
    "role" | "production" | "holds" | "grant" | "requesterName" | "accountName" | "permissionSetArn"
  >;
  /** The viewer may open the permission set's own page. */
  mayBrowse: boolean;
  now: Date;
  zone: string;
};

/** What the role holds, beside what the person reaches in the account anyway. No more is claimed than is known. */
export function WhatItAdds({ request, mayBrowse, now, zone }: WhatItAddsProps) {
  const { role, production, holds, grant, requesterName, accountName, permissionSetArn } = request;
  return (
    <Section title="What it adds" note={`to what ${requesterName} has in ${accountName}`} soft>
      {role === null ? (
        <Callout tone="warn" title="The permission set is gone from AWS.">
          Nothing can be granted with it.
        </Callout>
      ) : (
        <>
          {role.description && <p className="pt-3 text-read">{role.description}</p>}
          <RoleWarnings role={role} production={production} />
          <DefinitionList items={contentOf(role)} />
          <Note>
            Gatehouse names the policies; it does not work out what they allow together.{" "}
            {mayBrowse && <TextLink href={paths.permissionSet(permissionSetArn)}>The whole set</TextLink>}
          </Note>
        </>
      )}
      <h3 className="mt-5 mb-1 font-strong">{grant === null ? "Has there now" : "Has there besides, now"}</h3>
      {holds.length === 0 ? (
        <p className="text-ink-2">
          {grant === null ? `Nothing: ${requesterName} does not reach this account today.` : "Nothing else."}
        </p>
      ) : (
        <RowList>
          {holds.map((way) => (
            <Row
              key={`${way.permissionSetArn} ${way.groupName} ${way.endsAt?.getTime()}`}
              title={
                <>
                  <b className="font-medium">{way.permissionSetName ?? "a permission set that is gone"}</b>
                  {way.permissionSetArn === permissionSetArn && ", the same role"}
                </>
              }
              end={<span className="text-ink-2">{wayIn(way, now, zone)}</span>}
            />
          ))}
        </RowList>
      )}
    </Section>
  );
}

function contentOf(role: RoleContent): Definition[] {
  const { awsPolicies, customerPolicies, hasInlinePolicy, hasBoundary, sessionMinutes } = role;
  const none = <span className="text-ink-2">none</span>;
  return [
    { term: "AWS policies", value: awsPolicies.length === 0 ? none : <Names names={awsPolicies} /> },
    ...(customerPolicies.length > 0
      ? [{ term: "Own policies", value: <Names names={customerPolicies} /> }]
      : []),
    { term: "Inline policy", value: hasInlinePolicy ? <b className="font-medium">yes</b> : none },
    { term: "Boundary", value: hasBoundary ? "yes, it limits what the policies allow" : none },
    { term: "Sessions", value: `up to ${spellMinutes(sessionMinutes)}` },
  ];
}

function Names({ names }: { names: readonly string[] }) {
  return <b className="font-medium">{listNames(names)}</b>;
}

/** How somebody reaches a role: for ever and by which group, or until when. */
export function wayIn({ groupName, endsAt }: Reach, now: Date, zone: string): string {
  if (endsAt !== null) return `temporary, until ${formatWhen(endsAt, now, zone)}`;
  return groupName === null ? "standing, given directly" : `standing, through ${groupName}`;
}
