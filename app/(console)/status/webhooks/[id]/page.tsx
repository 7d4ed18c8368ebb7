import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { readMoment } from "#app/(console)/moment.ts";
import { readId } from "#app/(console)/read-id.ts";
import { RefreshWhileMoving } from "#components/access/refresh-while-moving.tsx";
import { DeliveryState } from "#components/hooks/delivery-state.tsx";
import { Button } from "#components/ui/button.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { CopyId } from "#components/ui/copy-id.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { Facts } from "#components/ui/facts.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { When } from "#components/ui/when.tsx";
import { requireReader } from "#lib/auth/require-viewer.ts";
import type { ShownDelivery } from "#lib/core/hooks/shown-hooks.ts";
import { explain } from "#lib/core/refusal.ts";
import type { Viewer } from "#lib/core/viewer.ts";
import { formatNumber } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { deliveryFor } from "#lib/queries/hooks/delivery.ts";
import { SendAgain } from "../send-again.tsx";

export const metadata: Metadata = { title: "Webhook delivery" };

export default async function DeliveryPage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireReader();
  const id = z.uuid().safeParse(await readId(params));
  if (!id.success) notFound();
  const [delivery, moment] = await Promise.all([deliveryFor(viewer, id.data), readMoment()]);
  if (!delivery) notFound();
  const isMoving = delivery.isAskedAgain || delivery.state === "waiting";
  return (
    <>
      {isMoving && <RefreshWhileMoving firstSeconds={2} slowestSeconds={30} />}
      <PageHead
        title={`${delivery.type} to ${delivery.hookName}`}
        crumbs={[
          { label: "Status", href: paths.status() },
          { label: "Webhooks", href: paths.webhooks() },
        ]}
        aside={<DeliveryState delivery={delivery} {...moment} />}
        actions={<Again delivery={delivery} viewer={viewer} />}
        sub={delivery.about && <About about={delivery.about} />}
      />
      <Facts
        facts={[
          { label: "Happened", value: <When at={delivery.occurredAt} {...moment} /> },
          { label: "Tries", value: formatNumber(delivery.attempts) },
          {
            label: "Last try",
            value: delivery.triedAt ? <When at={delivery.triedAt} {...moment} as="both" /> : "none yet",
          },
          { label: "Sequence", value: String(delivery.sequence) },
          { label: "Event", value: <CopyId value={delivery.eventId} of="event id" /> },
          { label: "Delivery", value: <CopyId value={delivery.id} of="delivery id" /> },
        ]}
      />
      <Section title="What was answered">
        <Answered delivery={delivery} />
      </Section>
      <Section
        title="What was sent"
        note={delivery.sentBody !== null && "the last time, without its signature"}
      >
        {delivery.sentBody === null ? (
          <Empty title="It has not been sent yet." />
        ) : (
          <div className="pt-3">
            <CodeBlock label="The body that was sent" code={readable(delivery.sentBody)} />
          </div>
        )}
      </Section>
    </>
  );
}

function About({ about: { requestId, number, role } }: { about: NonNullable<ShownDelivery["about"]> }) {
  return (
    <>
      About <TextLink href={paths.request(requestId)}>{`R-${number}`}</TextLink>, {role}.
    </>
  );
}

function Again({ delivery, viewer }: { delivery: ShownDelivery; viewer: Viewer }) {
  if (!viewer.isAdministrator)
    return <Button disabledReason="Administrators may have it sent again.">Send again</Button>;
  if (delivery.isAskedAgain)
    return <Button disabledReason={`Asked by ${delivery.askedAgainBy ?? "somebody"}.`}>Send again</Button>;
  if (delivery.state === "waiting")
    return <Button disabledReason={explain({ code: "still-waiting" })}>Send again</Button>;
  return <SendAgain deliveryId={delivery.id} />;
}

function Answered({ delivery: { status, answer, failure } }: { delivery: ShownDelivery }) {
  if (status === null) return <Empty title={failure === null ? "Nothing yet." : `Nothing: ${failure}.`} />;
  return (
    <div className="grid gap-3 pt-3">
      <p>
        Status <b className="font-strong">{status}</b>
        {failure !== null && `, so it was not taken: ${failure}`}.
      </p>
      {answer !== null && answer !== "" && <CodeBlock label="The beginning of the answer" code={answer} />}
    </div>
  );
}

/** JSON with its lines and indents; the body itself has none. */
function readable(body: string): string {
  const content: unknown = JSON.parse(body);
  return JSON.stringify(content, null, 2);
}
