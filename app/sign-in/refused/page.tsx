import type { Metadata } from "next";
import { BareShell } from "#components/shell/bare-shell.tsx";
import { ButtonLink } from "#components/ui/button-link.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { explainSignIn, type SignInRefusal, signInRefusals } from "#lib/core/sign-in.ts";
import { paths } from "#lib/paths.ts";

export const metadata: Metadata = { title: "Not signed in" };

type Props = { searchParams: Promise<{ code?: string | string[] }> };

export default async function RefusedSignInPage({ searchParams }: Props) {
  const code = readCode((await searchParams).code);
  const { title, whatToDo } = explainSignIn(code);
  return (
    <BareShell>
      <main id="main" className="mx-auto max-w-form px-4 py-8">
        <h1 className="text-h1 font-strong tracking-[-0.012em]">You are not signed in</h1>
        <Callout
          tone="bad"
          role="alert"
          title={title}
          actions={
            <ButtonLink kind="go" href={paths.signIn()}>
              Sign in again
            </ButtonLink>
          }
        >
          <p>{whatToDo}</p>
          <p className="mt-2 text-note">
            Reason <span className="mono">{code}</span>
          </p>
        </Callout>
      </main>
    </BareShell>
  );
}

// The address may say anything; only a code of ours is shown.
function readCode(said: string | string[] | undefined): SignInRefusal {
  return signInRefusals.find((code) => code === said) ?? "failed";
}
