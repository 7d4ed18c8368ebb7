import { RoleWarnings } from "#components/access/role-warnings.tsx";
import { wayIn } from "#components/access/what-it-adds.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { type Definition, DefinitionList } from "#components/ui/definition-list.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { Name } from "#components/ui/name.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { RequestDetail } from "#lib/core/shown-access.ts";
import { count, formatDate, formatDigest, listNames, spellMinutes } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type BundleRequestProps = {
  request: RequestDetail;
  /** The form that the buttons belong to. */
  formId: string;
  /** It is not what the letter showed any more. */
  isChanged: boolean;
  viewerId: string;
  now: Date;
  zone: string;
};

/** One request among several that wait for the viewer: what it adds, in a few lines, and buttons of its own. */
export function BundleRequest({ request, formId, isChanged, viewerId, now, zone }: BundleRequestProps) {
  const { id, number, content, contentHash, role, durationMinutes } = request;
  const what = `${content.permissionSetName} in ${content.accountName}`;
  return (
    <Section
      title={
        <span id={`request-${id}`} className="scroll-mt-4">
          <Name>{content.permissionSetName}</Name> in <Name>{content.accountName}</Name>
        </span>
      }
      note={
        <>
          R-{number}, revision <span className="mono">{formatDigest(contentHash)}</span>
        </>
      }
    >
      {isChanged && (
        <Callout tone="warn" title="This is not what the letter showed.">
          The permission set, a name or the length changed since it was written. Look at it as it stands here.
        </Callout>
      )}
      {role === null && (
        <Callout tone="warn" title="The permission set is gone from AWS.">
          Nothing can be granted with it.
        </Callout>
      )}
      {role !== null && <RoleWarnings role={role} production={request.production} isAmongOthers />}
      {role !== null && role.description !== "" && <p className="pt-3 text-read">{role.description}</p>}
      <DefinitionList items={factsOf(request, viewerId, now, zone)} />
      <div className="mt-3 flex flex-wrap items-center gap-2">
        <Button
          form={formId}
          type="submit"
          name="answer"
          value={`approve ${id}`}
          disabledReason={role === null ? "There is nothing to approve any more." : null}
          aria-label={`Approve for ${spellMinutes(durationMinutes)}: ${what}`}
        >
          <Icon name="check" />
          Approve for {spellMinutes(durationMinutes)}
        </Button>
        <Button
          form={formId}
          kind="no"
          type="submit"
          name="answer"
          value={`deny ${id}`}
          aria-label={`Deny: ${what}`}
        >
          <Icon name="x" />
          Deny
        </Button>
        <span className="ml-auto">
          <TextLink href={paths.request(id)}>All about it, or a shorter time</TextLink>
        </span>
      </div>
    </Section>
  );
}

const NAMED = 3;

function whoElse(names: readonly string[]): string {
  if (names.length === 0) return "nobody";
  if (names.length <= NAMED + 1) return listNames(names);
  return `${names.slice(0, NAMED).join(", ")} and ${names.length - NAMED} more`;
}

function factsOf(
  { role, holds, permissionSetArn, earlier, approvers, stages, ruleName }: RequestDetail,
  viewerId: string,
  now: Date,
  zone: string,
): Definition[] {
  const others = approvers.filter(({ id }) => id !== viewerId).map(({ name }) => name);
  const stage = stages.find(({ isWaiting }) => isWaiting);
  const missing = stage ? stage.quorum - stage.voices.length : 1;
  const [last] = earlier;
  return [
    ...(role
      ? [
          {
            term: "Policies",
            value: (
              <b className="font-medium">
                {[
                  ...role.awsPolicies,
                  ...role.customerPolicies,
                  ...(role.hasInlinePolicy ? ["an inline policy"] : []),
                ].join(", ") || "none"}
                {role.hasBoundary && ", within a boundary"}
              </b>
            ),
          },
        ]
      : []),
    {
      term: "Has there now",
      value:
        holds.length === 0 ? (
          <span className="text-ink-2">nothing</span>
        ) : (
          <ul>
            {holds.map((way) => (
              <li key={`${way.permissionSetArn} ${way.groupName} ${way.endsAt?.getTime()}`}>
                <b className="font-medium">{way.permissionSetName ?? "a permission set that is gone"}</b>
                {way.permissionSetArn === permissionSetArn && ", the same role"},{" "}
                <span className="text-ink-2">{wayIn(way, now, zone)}</span>
              </li>
            ))}
          </ul>
        ),
    },
    {
      term: "Before this",
      value: last
        ? `${count(earlier.length, "time")}, the last ${formatDate(last.createdAt, zone)}`
        : "for the first time",
    },
    {
      term: "Who else",
      value: `${whoElse(others)}; ${missing === 1 ? "the first answer decides" : `${missing} have to agree`}. Rule: ${ruleName}`,
    },
  ];
}
