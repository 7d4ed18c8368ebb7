import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { field, type SearchParams } from "#app/(console)/search-params.ts";
import { RefreshWhileMoving } from "#components/access/refresh-while-moving.tsx";
import { BareShell } from "#components/shell/bare-shell.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { State } from "#components/ui/state.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { requireViewer } from "#lib/auth/require-viewer.ts";
import { consoleAccess } from "#lib/console-access.ts";
import { consoleDestination } from "#lib/core/console-link.ts";
import { paths } from "#lib/paths.ts";
import { wayTo } from "#lib/queries/access/way-to.ts";

export const metadata: Metadata = { title: "The way to a role" };

type Props = { params: Promise<{ account: string; set: string }>; searchParams: SearchParams };

const address = z.object({
  account: z.string().regex(/^\d{12}$/),
  set: z.string().regex(/^[\w+=,.@-]{1,64}$/),
});
const fields = z.object({ dest: z.unknown().optional(), ticket: field });

/** One link to a role: into the console for those who reach it, to the filled form for those who may ask. A page of the console is kept all the way. */
export default async function GoPage({ params, searchParams }: Props) {
  const viewer = await requireViewer();
  const { account, set } = await params;
  const parsed = address.safeParse({ account, set: decoded(set) });
  const { ticket, ...sent } = fields.parse(await searchParams);
  const dest = consoleDestination(sent.dest);
  const way = parsed.success
    ? await wayTo(viewer, parsed.data.account, parsed.data.set)
    : ({ to: "nowhere", why: "This address does not name an account and a role." } as const);
  switch (way.to) {
    case "console":
      return redirect(consoleAccess(way, dest).href);
    case "form":
      return redirect(
        paths.newRequest({
          account,
          set: way.setId,
          ...(dest !== null && { dest }),
          ...(ticket !== undefined && { ticket }),
        }),
      );
    case "request":
      return redirect(paths.request(way.requestId));
    case "follow":
      return (
        <BareShell personName={viewer.displayName}>
          <RefreshWhileMoving firstSeconds={2} slowestSeconds={10} />
          <main id="main" className="mx-auto max-w-form px-4 py-8">
            <h1 className="text-h1 font-strong tracking-[-0.012em]">
              {way.permissionSetName} in {way.accountName} is on its way
            </h1>
            <Empty
              title={<State is="granting">Approved. AWS has not shown it yet.</State>}
              action={<ButtonLink href={paths.go(account, set, { dest })}>Look again</ButtonLink>}
            >
              This page goes on to the console by itself as soon as AWS shows it, usually within seconds. What
              happens meanwhile stands <TextLink href={paths.request(way.requestId)}>at the request</TextLink>
              .
            </Empty>
          </main>
        </BareShell>
      );
    case "nowhere":
      return (
        <BareShell personName={viewer.displayName}>
          <main id="main" className="mx-auto max-w-form px-4 py-8">
            <h1 className="text-h1 font-strong tracking-[-0.012em]">This role is not open to you now</h1>
            <Empty
              title={way.why}
              action={
                <ButtonLink href={paths.newRequest()} kind="go">
                  What you may ask for
                </ButtonLink>
              }
            />
          </main>
        </BareShell>
      );
  }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return "";
  }
}
