import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { z } from "zod";
import { readMoment } from "#app/(console)/moment.ts";
import { NotGranting } from "#components/engine/not-granting.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { requireViewer } from "#lib/auth/require-viewer.ts";
import { mayReadEverything } from "#lib/core/viewer.ts";
import { formatWhen } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { extendingFor } from "#lib/queries/access/extending.ts";
import { grantingFor } from "#lib/queries/engine/granting.ts";
import { ExtendForm } from "./extend-form.tsx";

export const metadata: Metadata = { title: "More time" };

export default async function ExtendPage({ params }: { params: Promise<{ id: string }> }) {
  const viewer = await requireViewer();
  const id = z.uuid().safeParse((await params).id);
  const moment = await readMoment();
  const { now, zone } = moment;
  const [extending, granting] = await Promise.all([
    id.success ? extendingFor(viewer, id.data, now) : null,
    grantingFor(viewer),
  ]);
  if (!extending) notFound();
  const { grant, may, reason, ticket, sessionMinutes, rules } = extending;
  const { requestId, requestNumber, permissionSetName, accountName, extension, agreedEndsAt } = grant;
  const role = { account: grant.accountId, set: grant.permissionSetArn };
  return (
    <>
      <PageHead
        crumbs={[
          { label: "Grants", href: paths.grants() },
          { label: `R-${requestNumber}`, href: paths.request(requestId) },
          { label: "More time" },
        ]}
        title={`More time for ${permissionSetName} in ${accountName}`}
        sub={agreedEndsAt > now ? `You hold it until ${formatWhen(agreedEndsAt, now, zone)}.` : null}
      />
      {"longestMinutes" in may ? (
        <>
          <NotGranting granting={granting} mayBrowse={mayReadEverything(viewer)} {...moment} />
          <ExtendForm
            grant={{ id: grant.id, heldSince: grant.heldSince, agreedEndsAt }}
            longestMinutes={may.longestMinutes}
            sessionMinutes={sessionMinutes}
            begins={{ reason, ticket: ticket ?? "" }}
            rules={rules}
            {...moment}
          />
        </>
      ) : (
        <Empty
          title={may.why}
          action={
            extension ? (
              <ButtonLink href={paths.request(extension.requestId)} kind="go">
                See R-{extension.number}
              </ButtonLink>
            ) : (
              <ButtonLink href={paths.newRequest({ ...role, again: requestId })} kind="go">
                Ask again
              </ButtonLink>
            )
          }
        />
      )}
    </>
  );
}
