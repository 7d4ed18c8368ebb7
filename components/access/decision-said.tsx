import { Quote } from "#components/ui/quote.tsx";
import { Section } from "#components/ui/section.tsx";
import { When } from "#components/ui/when.tsx";
import type { RequestDetail } from "#lib/core/shown-access.ts";

/** Who decided and what they said, or how the request came to rest without a decision. */
export function DecisionSaid({ request, now, zone }: { request: RequestDetail; now: Date; zone: string }) {
  const { decision, verdict, settledAt, settledReason, state } = request;
  if (state === "pending" || settledAt === null) return null;
  const at = <When at={settledAt} now={now} zone={zone} />;
  return (
    <Section title="The decision" soft>
      {decision ? (
        <>
          <p className="pt-3">
            <b className="font-medium">{decision.deciderName}</b> said {verdict === "approve" ? "yes" : "no"},{" "}
            {at}.
          </p>
          {decision.comment !== "" && <Quote>{decision.comment}</Quote>}
        </>
      ) : (
        <p className="pt-3">
          {state === "cancelled" ? "Withdrawn" : state === "lapsed" ? "Lapsed undecided" : "Made void"}, {at}.{" "}
          <span className="text-ink-2">{settledReason}</span>
        </p>
      )}
    </Section>
  );
}
