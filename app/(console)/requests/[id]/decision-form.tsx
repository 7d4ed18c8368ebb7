"use client";

import { __iconData as check } from "lucide-react/icons/check";
import { __iconData as lock } from "lucide-react/icons/lock";
import { __iconData as cross } from "lucide-react/icons/x";
import { useRouter } from "next/navigation";
import { type ReactNode, useActionState, useEffect } from "react";
import { useDenyNote } from "#app/decide/use-deny-note.ts";
import { idle } from "#app/form-state.ts";
import { Button } from "#components/ui/button.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { Shape } from "#components/ui/shape.tsx";
import { StickyActions } from "#components/ui/sticky-actions.tsx";
import { TextAreaField } from "#components/ui/text-area-field.tsx";
import { MAX_REASON_LENGTH } from "#lib/core/request.ts";
import { shorterLengths } from "#lib/core/shorter-lengths.ts";
import { spellMinutes } from "#lib/format.ts";
import { paths } from "#lib/paths.ts";
import { decide } from "./actions.ts";

type DecisionFormProps = {
  requestId: string;
  /** Of exactly what the page shows. */
  contentHash: string;
  minutes: number;
  requesterName: string;
  /** Why there can be no yes now; a no can be said all the same. */
  noYes?: string | null;
  /** Who is away, in whose place it is decided. */
  inPlaceOf: string | null;
  /** Agreeing needs a fresh sign-in first. */
  needsSignIn: boolean;
  /** The page's own address, to come back to. */
  address: string;
  /** Above the note: until when it would last. */
  children?: ReactNode;
};

/** The decision, bound to what the page shows. On a phone, Deny first opens the note that it needs. */
export function DecisionForm({
  requestId,
  contentHash,
  minutes,
  requesterName,
  noYes,
  inPlaceOf,
  needsSignIn,
  address,
  children,
}: DecisionFormProps) {
  const [state, send, isSending] = useActionState(decide, idle);
  const { form, isOpen, openNote, openField } = useDenyNote();
  const router = useRouter();
  const changed = state.status === "refused" ? state.changed : undefined;
  const noteError = state.status === "refused" ? state.fieldErrors?.comment : undefined;
  const note = state.status === "refused" ? state.values.comment : undefined;

  useEffect(() => {
    if (changed) router.refresh();
  }, [changed, router]);

  const mustSignIn = needsSignIn || (state.status === "refused" && state.needsSignIn === true);
  const signInForm = `sign-in-again-${requestId}`;
  const kept = `gatehouse-note-${requestId}`;

  // What was written before the way to the provider is there again after it.
  useEffect(() => {
    const area = form.current?.elements.namedItem("comment");
    const note = takeKept(kept);
    if (note === null || !(area instanceof HTMLTextAreaElement) || area.value !== "") return;
    area.value = note;
    openField();
  }, [kept, form, openField]);

  function keepNote() {
    const area = form.current?.elements.namedItem("comment");
    if (area instanceof HTMLTextAreaElement && area.value !== "") keep(kept, area.value);
  }

  return (
    <>
      <form id={signInForm} method="post" action={paths.startSignIn()} onSubmit={keepNote}>
        <input type="hidden" name="returnTo" value={address} />
        <input type="hidden" name="again" value="yes" />
      </form>
      <form ref={form} action={send} aria-label="Your decision" className="max-wide:pb-32">
        <StickyActions>
          <h2 className="text-h2 font-strong max-wide:hidden">Your decision</h2>
          {inPlaceOf !== null && (
            <p>
              You decide in the place of <b className="font-medium">{inPlaceOf}</b>, who is away.
            </p>
          )}
          {children}
          {state.status === "refused" && noteError === undefined && (
            <FormError title={changed ? "Nothing was decided: this has changed." : "Nothing was decided."}>
              {state.message}
            </FormError>
          )}
          <input type="hidden" name="requestId" value={requestId} />
          <input type="hidden" name="contentHash" value={contentHash} />
          <div className={`*:mb-0 ${isOpen || noteError !== undefined ? "" : "max-wide:hidden"}`}>
            <TextAreaField
              name="comment"
              label={`Note to ${requesterName}`}
              aside="(needed for a no)"
              rows={2}
              maxLength={MAX_REASON_LENGTH}
              defaultValue={typeof note === "string" ? note : ""}
              error={noteError}
            />
          </div>
          <div className="mt-1 grid gap-2 max-wide:grid-cols-[2fr_1fr]" aria-busy={isSending}>
            {mustSignIn && !noYes ? (
              <Button
                key="sign-in"
                kind="go"
                size="large"
                type="submit"
                form={signInForm}
                className="max-wide:px-2"
              >
                <Shape of={lock} />
                Sign in again to approve
              </Button>
            ) : (
              <Button
                key="approve"
                kind="go"
                size="large"
                type="submit"
                name="answer"
                value={`approve-${minutes}`}
                className="max-wide:px-2"
                disabledReason={noYes}
              >
                <Shape of={check} />
                Approve for {spellMinutes(minutes)}
              </Button>
            )}
            <Button
              kind="no"
              size="large"
              type="submit"
              name="answer"
              value="deny"
              className="max-wide:px-2"
              onClick={openNote}
            >
              <Shape of={cross} />
              Deny
            </Button>
          </div>
          {mustSignIn && !noYes && (
            <p className="text-note text-ink-2">
              This role is like an administrator’s, and your sign-in is not recent enough to agree to it. You
              come back to this page, and nothing is decided on the way.
            </p>
          )}
          {!noYes && !mustSignIn && <Shorter minutes={minutes} />}
        </StickyActions>
      </form>
    </>
  );
}

function keep(name: string, note: string): void {
  try {
    sessionStorage.setItem(name, note);
  } catch {
    // Where nothing may be kept, the note is written again.
  }
}

/** What was kept, which is kept no longer; null for nothing. */
function takeKept(name: string): string | null {
  try {
    const note = sessionStorage.getItem(name);
    sessionStorage.removeItem(name);
    return note;
  } catch {
    return null;
  }
}

function Shorter({ minutes }: { minutes: number }) {
  const choices = shorterLengths(minutes);
  if (choices.length === 0) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-1 text-note text-ink-2 max-wide:justify-center">
      Shorter?
      {choices.map((shorter) => (
        <Button
          key={shorter}
          kind="quiet"
          size="small"
          type="submit"
          name="answer"
          value={`approve-${shorter}`}
        >
          Approve for {spellMinutes(shorter)}
        </Button>
      ))}
    </p>
  );
}
