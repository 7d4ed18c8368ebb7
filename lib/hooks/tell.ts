import type { ToldEvent, ToldOfRequest, ToldOfRules } from "#lib/core/hooks/told-event.ts";
import type { ToldType } from "#lib/core/hooks/told-types.ts";
import { count, formatWhen, listNames, spellMinutes, zoneName } from "#lib/format.ts";
import { quoted } from "#lib/mail/quoted.ts";
import { oneLine } from "./one-line.ts";

/** A part of a sentence; names are strong. */
export type Piece = string | { strong: string };

/** An event in words, for a chat: a sentence, a person's own words, and the one link. All of it is plain text. */
export type Told = {
  sentence: readonly Piece[];
  quote: { words: string; by: string } | null;
  facts: readonly { label: string; value: string }[];
  link: { label: string; url: string };
};

const name = (text: string): Piece => ({ strong: oneLine(text) });

/**
 * An event as people read it.
 * @param zone in which times are told
 */
export function tell(event: ToldEvent, zone: string): Told {
  const { content, type } = event;
  return "rules" in content
    ? tellRules(content)
    : {
        sentence: sentenceOf(type, content, (at) => whenFrom(event.occurredAt, new Date(at), zone)),
        quote: quoteOf(type, content),
        facts: factsOf(content),
        link: { label: "Open the request", url: content.url },
      };
}

function whenFrom(now: Date, at: Date, zone: string): string {
  return `${formatWhen(at, now, zone)} ${zoneName(at, zone)}`;
}

function tellRules({ by, rules, why, url }: ToldOfRules): Told {
  const { changed, disabled } = rules;
  const counted = [
    ...(changed ? [`${count(changed, "rule")} new or changed`] : []),
    ...(disabled ? [`${count(disabled, "rule")} switched off`] : []),
  ];
  const what = counted.length > 0 ? listNames(counted) : quoted(oneLine(why));
  return {
    sentence: [name(by.name), ` changed the rules: ${what}.`],
    quote: null,
    facts: [],
    link: { label: "See the rules", url },
  };
}

type When = (at: string) => string;

function sentenceOf(type: ToldType, told: ToldOfRequest, when: When): readonly Piece[] {
  const { by, request, requester, decision, grant } = told;
  const who = name(requester.name);
  const role = [name(told.permissionSet.name), " in ", name(told.account.name)] as const;
  const why = quoted(oneLine(told.why));
  switch (type) {
    case "request.asked":
      return [
        who,
        " asks for ",
        ...role,
        ` for ${spellMinutes(request.minutes)}`,
        ...(request.startsAt ? [`, from ${when(request.startsAt)}`] : []),
        ".",
      ];
    case "request.stage-reached":
      return [
        name(by.name),
        " agreed: the request of ",
        who,
        " for ",
        ...role,
        ` waits for stage ${decision?.reachesStage ?? "after"} now.`,
      ];
    case "request.approved": {
      const minutes = decision?.minutes ?? request.minutes;
      const instead = decision?.isShortened ? ` instead of ${spellMinutes(request.minutes)}` : "";
      const end = ` for ${spellMinutes(minutes)}${instead}.`;
      return decision?.isByRule
        ? ["The rule ", name(request.rule), " lets ", who, " have ", ...role, end]
        : [name(by.name), " approved ", ...role, " for ", who, ",", end];
    }
    case "request.denied":
      return [name(by.name), " said no to ", ...role, " for ", who, "."];
    case "request.cancelled":
      return [who, " withdrew the request for ", ...role, "."];
    case "request.lapsed":
      return ["Nobody decided the request of ", who, " for ", ...role, ", so it lapsed."];
    case "request.invalidated":
      return ["The request of ", who, " for ", ...role, ` does not stand any more. ${why}`];
    case "grant.active":
      return grant?.state === "active-preexisting"
        ? [who, " holds ", ...role, " already, without an end."]
        : [who, " has ", ...role, ` until ${grant ? when(grant.endsAt) : "its end"}.`];
    case "grant.ended":
      return ["The access of ", who, " to ", ...role, ` has ended. ${why}`];
    case "grant.failed":
      return [...role, " could not be granted to ", who, `. ${why}`];
    case "grant.cancelled":
      return [...role, " was ended for ", who, " before it began."];
    case "grant.invalidated":
      return [...role, " does not stand any more for ", who, `. ${why}`];
    case "grant.removal-stuck":
      return ["The access of ", who, " to ", ...role, ` should be gone and a person has to look: ${why}`];
    case "rules.changed":
      return [name(by.name), " changed the rules."];
  }
}

function quoteOf(type: ToldType, told: ToldOfRequest): Told["quote"] {
  if (type === "request.asked" || type === "request.lapsed")
    return { words: quoted(oneLine(told.request.reason)), by: oneLine(told.requester.name) };
  const comment = oneLine(told.decision?.comment ?? "");
  return comment === "" ? null : { words: quoted(comment), by: oneLine(told.by.name) };
}

function factsOf({ request, account }: ToldOfRequest): Told["facts"] {
  return [
    { label: "Request", value: `R-${request.number}` },
    { label: "Account", value: account.id },
    ...(request.ticket ? [{ label: "Ticket", value: quoted(oneLine(request.ticket)) }] : []),
  ];
}
