import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { GateDrawing } from "#app/sign-in/gate-drawing.tsx";
import { Mark } from "#components/shell/mark.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Icon } from "#components/ui/icon.tsx";
import { currentViewer } from "#lib/auth/require-viewer.ts";
import { safeReturnTo } from "#lib/core/return-to.ts";
import { webEnv } from "#lib/env.ts";
import { paths } from "#lib/paths.ts";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ returnTo?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const returnTo = safeReturnTo((await searchParams).returnTo);
  if (await currentViewer()) redirect(returnTo);
  const { GATEHOUSE_ORGANISATION_NAME: organisation, GATEHOUSE_URL, OIDC_ISSUER } = webEnv();
  return (
    <main
      id="main"
      className="grid min-h-screen grid-rows-[auto_minmax(10rem,1fr)] wide:grid-cols-[minmax(22rem,34rem)_1fr] wide:grid-rows-1"
    >
      <div className="relative flex flex-col items-start justify-center gap-4 px-4 pt-22 pb-8 wide:px-12 wide:py-8">
        <span className="absolute top-6 left-4 flex h-8 items-center gap-2 text-h2 font-brand tracking-[-0.01em] wide:left-12">
          <Mark />
          Gatehouse
        </span>
        <h1 className="text-[1.75rem] leading-[1.25] font-strong tracking-[-0.018em] text-balance">
          Access to {organisation}’s AWS accounts, for as long as the work takes.
        </h1>
        <p className="max-w-measure text-ink-2">
          Sign in with the account you use at work. Gatehouse keeps no password of yours and no key to AWS.
        </p>
        <form method="post" action={paths.startSignIn()} className="mt-2 max-wide:w-full">
          <input type="hidden" name="returnTo" value={returnTo} />
          <Button kind="go" size="large" type="submit" className="max-wide:w-full">
            <Icon name="lock" />
            Sign in with {organisation}
          </Button>
        </form>
        <p className="text-note text-ink-3">
          Goes to <span className="mono">{new URL(OIDC_ISSUER).host}</span> and back to{" "}
          <span className="mono">{new URL(GATEHOUSE_URL).host}</span>.
        </p>
        {returnTo !== "/" && (
          <Callout role="status" title="You need to be signed in for that page." className="mt-4">
            You will be taken to it afterwards.
          </Callout>
        )}
      </div>
      <GateDrawing />
    </main>
  );
}
