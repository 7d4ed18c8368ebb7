"use client";

import { type FormEvent, useEffect, useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { TextAreaField } from "#components/ui/text-area-field.tsx";
import { MAX_REASON_LENGTH } from "#lib/core/request.ts";
import type { Pickable } from "./pickable.ts";

type ConfirmDecisionProps = {
  verdict: "approve" | "deny";
  requests: readonly Pickable[];
  isSending: boolean;
  noteError: string | undefined;
  submit: (event: FormEvent<HTMLFormElement>) => void;
  close: () => void;
};

/** Asks once more before a key decides something, naming what it would decide. */
export function ConfirmDecision({
  verdict,
  requests,
  isSending,
  noteError,
  submit,
  close,
}: ConfirmDecisionProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [first, ...others] = requests;
  useEffect(() => {
    dialog.current?.showModal();
    // A yes is one more key away; a no needs its note.
    dialog.current?.querySelector<HTMLElement>("[data-first]")?.focus();
  }, []);
  if (!first) return null;
  const isYes = verdict === "approve";
  const many = others.length > 0 ? `${requests.length} requests` : null;
  const act = isYes
    ? many
      ? `Approve ${many}`
      : `Approve for ${first.length}`
    : many
      ? `Deny ${many}`
      : "Deny";
  return (
    <dialog
      ref={dialog}
      onClose={close}
      aria-labelledby="inbox-confirm"
      className="m-auto w-[min(32rem,calc(100vw-2rem))] rounded-float border border-line-2 bg-surface px-5 py-4 text-ink shadow-float backdrop:bg-scrim"
    >
      <form onSubmit={submit}>
        <input type="hidden" name="answer" value={verdict} />
        {requests.map(({ value }) => (
          <input key={value} type="hidden" name="picked" value={value} />
        ))}
        <h2 id="inbox-confirm" className="mb-1 text-h2 font-strong wrap-anywhere">
          {isYes ? "Approve" : "Deny"} {many ?? first.what}?
        </h2>
        {many && (
          <ul className="mb-2 max-h-40 overflow-y-auto text-ink-2">
            {requests.map(({ value, what }) => (
              <li key={value}>{what}</li>
            ))}
          </ul>
        )}
        <p className="mb-3 text-ink-2">
          {isYes
            ? `${many ? "Each for" : "For"} as long as was asked, exactly as it stands in the list.`
            : `${many ? "Each requester reads" : "The requester reads"} your note.`}
        </p>
        <TextAreaField
          id="inbox-confirm-comment"
          name="comment"
          label="Note"
          aside={isYes ? "(if you like)" : "(needed for a no)"}
          rows={2}
          maxLength={MAX_REASON_LENGTH}
          error={noteError}
          data-first={isYes ? undefined : true}
        />
        <div className="mt-4 flex flex-wrap justify-end gap-2" aria-busy={isSending}>
          <Button onClick={() => dialog.current?.close()}>Leave {many ? "them" : "it"} waiting</Button>
          <Button kind={isYes ? "go" : "no"} type="submit" data-first={isYes ? true : undefined}>
            {act}
          </Button>
        </div>
      </form>
    </dialog>
  );
}
