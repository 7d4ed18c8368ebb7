import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { z } from "zod";
import { field, type SearchParams } from "#app/(console)/search-params.ts";
import { BareShell } from "#components/shell/bare-shell.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { requireViewer } from "#lib/auth/require-viewer.ts";
import { consoleAccess } from "#lib/console-access.ts";
import { paths } from "#lib/paths.ts";
import { wayTo } from "#lib/queries/access/way-to.ts";

export const metadata: Metadata = { title: "The way to a role" };

type Props = { params: Promise<{ account: string; set: string }>; searchParams: SearchParams };

const address = z.object({
  account: z.string().regex(/^\d{12}$/),
  set: z.string().regex(/^[\w+=,.@-]{1,64}$/),
});
const longestDestination = 2_000;
const fields = z.object({
  destination: z.string().max(longestDestination).optional().catch(undefined),
  ticket: field,
});

/** One link to a role: into the console for those who reach it, to the filled form for those who may ask. */
export default async function GoPage({ params, searchParams }: Props) {
  const viewer = await requireViewer();
  const { account, set } = await params;
  const parsed = address.safeParse({ account, set: decoded(set) });
  const { destination, ticket } = fields.parse(await searchParams);
  const way = parsed.success
    ? await wayTo(viewer, parsed.data.account, parsed.data.set)
    : ({ to: "nowhere", why: "This address does not name an account and a role." } as const);
  switch (way.to) {
    case "console":
      return redirect(consoleAccess(way, destination).href);
    case "form":
      return redirect(paths.newRequest({ account, set: way.setId, ...(ticket !== undefined && { ticket }) }));
    case "request":
      return redirect(paths.request(way.requestId));
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
