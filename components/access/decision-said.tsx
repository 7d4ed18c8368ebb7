import { Quote } from "#components/ui/quote.tsx";
import { Section } from "#components/ui/section.tsx";
import { When } from "#components/ui/when.tsx";
import type { RequestDetail } from "#lib/core/shown-access.ts";
import { formatMinutes } from "#lib/format.ts";

type DecisionSaidProps = { request: RequestDetail; now: Date; zone: string };

/** Who decided and what they said, or how the request came to rest without a decision. */
export function DecisionSaid({ request, now, zone }: DecisionSaidProps) {
  const { settledAt, settledReason, state, stages, durationMinutes } = request;
  const voices = stages.flatMap((stage) => stage.voices);
  if (voices.length > 0) {
    return (
      <Section title={voices.length === 1 ? "The decision" : "The decisions"} soft>
        {voices.map(({ id, name, verdict, comment, grantedMinutes, at }) => (
          <div key={id} className="pt-3">
            <p>
              <b className="font-medium">{name}</b> said {verdict === "approve" ? "yes" : "no"}
              {grantedMinutes !== null &&
                grantedMinutes < durationMinutes &&
                ` to ${formatMinutes(grantedMinutes)}`}
              , <When at={at} now={now} zone={zone} />.
            </p>
            {comment !== "" && <Quote>{comment}</Quote>}
          </div>
        ))}
      </Section>
    );
  }
  if (state === "pending" || settledAt === null) return null;
  return (
    <Section title="The decision" soft>
      <p className="pt-3">
        {SETTLED[state]}, <When at={settledAt} now={now} zone={zone} />.{" "}
        <span className="text-ink-2">{settledReason}</span>
      </p>
    </Section>
  );
}

const SETTLED = {
  approved: "Agreed by the rule",
  denied: "Denied",
  cancelled: "Withdrawn",
  lapsed: "Lapsed undecided",
  invalidated: "Made void",
} as const;
