"use client";

import { type ReactNode, useId, useRef } from "react";
import { type ButtonKind, type ButtonSize, buttonClass } from "#components/ui/button-class.ts";

type ConfirmDialogProps = {
  /** The button that asks: "End now". */
  opens: ReactNode;
  opensKind?: ButtonKind;
  opensSize?: ButtonSize;
  /** The button's name where the word alone would not tell which: "End now: PaymentsOperator of Ines Okafor". */
  opensLabel?: string;
  /** Names the thing: "End PaymentsOperator in payments-prod now?" */
  title: ReactNode;
  /** What will be so afterwards. */
  children: ReactNode;
  /** The safe way out, first and focused: "Keep it". */
  keep: string;
  /** What has to be said with it: fields that name the form as theirs. */
  fields?: ReactNode;
  /** The form, with its submit button, that does it. */
  form: ReactNode;
  /** Open from the beginning, for a form that came back with a no where there is no script. */
  isOpen?: boolean;
};

/**
 * Asks once more before what cannot be undone. The browser's own dialog holds the focus, closes on Escape and gives
 * the focus back; `command` opens it where there is no script.
 */
export function ConfirmDialog({
  opens,
  opensKind = "plain",
  opensSize = "normal",
  opensLabel,
  title,
  children,
  keep,
  fields,
  form,
  isOpen = false,
}: ConfirmDialogProps) {
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const invoke = (command: "show-modal" | "close") => ({ command, commandfor: id });

  return (
    <>
      <button
        type="button"
        aria-haspopup="dialog"
        {...(opensLabel !== undefined && { "aria-label": opensLabel })}
        className={buttonClass(opensKind, opensSize)}
        onClick={() => {
          if (!knowsCommands()) dialog.current?.showModal();
        }}
        {...invoke("show-modal")}
      >
        {opens}
      </button>
      <dialog
        ref={dialog}
        id={id}
        {...(isOpen && { open: true })}
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-says`}
        className="m-auto w-[min(30rem,calc(100vw-2rem))] rounded-float border border-line-2 bg-surface px-5 py-4 text-left text-body font-plain whitespace-normal text-ink shadow-float backdrop:bg-scrim"
      >
        <h2 id={`${id}-title`} className="mb-1 text-h2 font-strong">
          {title}
        </h2>
        <div id={`${id}-says`} className="text-ink-2 [&_b]:font-strong [&_b]:text-ink">
          {children}
        </div>
        {fields && <div className="mt-3 *:last:mb-0">{fields}</div>}
        <div className="mt-4 flex flex-wrap justify-end gap-2">
          <button
            type="button"
            className={buttonClass("plain", "normal")}
            onClick={() => {
              if (!knowsCommands()) dialog.current?.close();
            }}
            {...invoke("close")}
          >
            {keep}
          </button>
          {form}
        </div>
      </dialog>
    </>
  );
}

/** Whether the browser opens and closes a dialog by itself, from the button's attributes. */
function knowsCommands(): boolean {
  return "command" in HTMLButtonElement.prototype;
}
