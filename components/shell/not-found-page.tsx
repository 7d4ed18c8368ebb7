import { BareShell } from "#components/shell/bare-shell.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Empty } from "#components/ui/empty.tsx";
import { paths } from "#lib/paths.ts";

/** For an address that leads nowhere, and for what the reader may not see: the two look alike. */
export function NotFoundPage() {
  return (
    <BareShell>
      <main id="main" className="mx-auto max-w-form px-4 py-8">
        <h1 className="text-h1 font-strong tracking-[-0.012em]">Nothing is here for you</h1>
        <NotFound />
      </main>
    </BareShell>
  );
}

/** The same inside a page that keeps its shell. */
export function NotFound() {
  return (
    <Empty
      title="This address leads nowhere, or to something you may not see."
      action={
        <ButtonLink href={paths.home()} kind="go">
          Go home
        </ButtonLink>
      }
    >
      If a letter or a colleague brought you here, what it was about may have ended, or your rights may have
      changed.
    </Empty>
  );
}
