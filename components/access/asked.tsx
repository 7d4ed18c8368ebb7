import { CopyId } from "#components/ui/copy-id.tsx";
import { type Definition, DefinitionList } from "#components/ui/definition-list.tsx";
import { Quote } from "#components/ui/quote.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import type { RequestDetail } from "#lib/core/shown-access.ts";
import { formatMinutes, formatWhen } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";

type AskedProps = { request: RequestDetail; mayBrowse: boolean; now: Date; zone: string };

/** What was asked, in the requester's words; they are shown as text and never as a link. */
export function Asked({ request, mayBrowse, now, zone }: AskedProps) {
  const { content, requesterId, requesterTitle, requesterEmail, ruleId, ruleName, ruleVersion } = request;
  const link = (href: string, words: string) =>
    mayBrowse ? <TextLink href={href}>{words}</TextLink> : words;
  const about = [requesterTitle, requesterEmail].filter((each) => each !== null && each !== "").join(", ");
  const most = request.ruleMaxMinutes;
  const extended = request.extends;
  const items: Definition[] = [
    {
      term: "Who",
      value: (
        <>
          <b className="font-medium">{link(paths.person(requesterId), content.requesterName)}</b>{" "}
          <span className="text-ink-2">{about}</span>
        </>
      ),
    },
    { term: "Role", value: link(paths.permissionSet(content.permissionSetArn), content.permissionSetName) },
    {
      term: "Account",
      value: (
        <span className="inline-flex flex-wrap items-center gap-x-2">
          {link(paths.account(content.accountId), content.accountName)}
          <CopyId value={content.accountId} of="account id" />
        </span>
      ),
    },
    { term: "Starts", value: request.startsAt ? formatWhen(request.startsAt, now, zone) : "when approved" },
    ...(extended
      ? [
          {
            term: "Extends",
            value: (
              <>
                {link(paths.request(extended.requestId), `R-${extended.number}`)}{" "}
                <span className="text-ink-2">
                  to {formatMinutes(extended.inAllMinutes)} in all, since{" "}
                  {formatWhen(extended.heldSince, now, zone)}
                </span>
              </>
            ),
          },
        ]
      : []),
    {
      term: "For",
      value: (
        <>
          <b className="font-medium">
            {formatMinutes(request.durationMinutes)}
            {extended && " more"}
          </b>
          {most !== null && <span className="text-ink-2"> of at most {formatMinutes(most)}</span>}
        </>
      ),
    },
    { term: "Ticket", value: request.ticket ?? <span className="text-ink-2">none</span> },
    ...(request.destination === null
      ? []
      : [
          {
            term: "Opens",
            value: <span className="mono wrap-anywhere">{request.destination}</span>,
          },
        ]),
    {
      term: "Rule",
      value: (
        <>
          {link(paths.rule(ruleId), ruleName)} <span className="text-ink-2">version {ruleVersion}</span>
        </>
      ),
    },
  ];
  return (
    <Section title="Asked">
      <DefinitionList items={items} />
      <Quote>{request.reason}</Quote>
    </Section>
  );
}
