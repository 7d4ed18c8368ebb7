"use client";

import { type ChangeEvent, type ReactNode, useActionState, useState } from "react";
import { idle } from "#app/form-state.ts";
import { AskAnswer } from "#components/access/ask-answer.tsx";
import { LengthField } from "#components/access/length-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Columns } from "#components/ui/columns.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { TextAreaField } from "#components/ui/text-area-field.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { MAX_REASON_LENGTH } from "#lib/core/request.ts";
import type { AskableRole, Asking } from "#lib/core/shown-access.ts";
import { spellMinutes } from "#lib/format.ts";
import { ask } from "./actions.ts";

type AskFormProps = {
  asking: Asking;
  role: AskableRole;
  begins: { minutes: number; ticket: string };
  now: Date;
  zone: string;
  /** The account and the role, already chosen. */
  children: ReactNode;
};

/** The ask itself. What it would mean stands beside it, and follows the length. */
export function AskForm({ asking, role, begins, now, zone, children }: AskFormProps) {
  const [state, send, isSending] = useActionState(ask, idle);
  const sent = state.status === "refused" ? state.values : {};
  const errors = (state.status === "refused" && state.fieldErrors) || {};
  const text = (name: string, otherwise: string) => {
    const value = sent[name];
    return typeof value === "string" ? value : otherwise;
  };
  const length = text("length", String(begins.minutes));
  const ownMinutes = text("ownMinutes", "");
  const [minutes, setMinutes] = useState(Number(length === "own" ? ownMinutes : length));

  function follow({ currentTarget }: ChangeEvent<HTMLFormElement>) {
    const form = new FormData(currentTarget);
    const chosen = form.get("length");
    setMinutes(Number(chosen === "own" ? form.get("ownMinutes") : chosen));
  }
  const isWithin = minutes >= 15 && minutes <= role.maxMinutes;

  return (
    <Columns
      as="ask"
      beside={
        <AskAnswer asking={asking} role={role} minutes={isWithin ? minutes : null} now={now} zone={zone} />
      }
    >
      {children}
      <form action={send} onChange={follow}>
        {state.status === "refused" && (
          <FormError
            title="The request was not sent."
            problems={Object.entries(errors).map(([fieldId, message]) => ({ fieldId, message }))}
          >
            {Object.keys(errors).length === 0 && state.message}
          </FormError>
        )}
        <input type="hidden" name="accountId" value={asking.account.id} />
        <input type="hidden" name="permissionSetArn" value={role.arn} />
        <LengthField
          maxMinutes={role.maxMinutes}
          chosen={length}
          own={ownMinutes}
          error={errors.length ?? errors.ownMinutes}
        />
        <TextAreaField
          name="reason"
          label="Why"
          hint="Approvers and auditors read this. Two sentences are enough."
          required
          maxLength={MAX_REASON_LENGTH}
          defaultValue={text("reason", "")}
          error={errors.reason}
        />
        <TextField
          name="ticket"
          label="Ticket"
          aside="(optional)"
          width="16rem"
          maxLength={100}
          autoComplete="off"
          defaultValue={text("ticket", begins.ticket)}
          error={errors.ticket}
        />
        <Button kind="go" type="submit" className="max-wide:w-full">
          {isSending ? "Asking" : isWithin ? `Ask for ${spellMinutes(minutes)}` : "Ask"}
        </Button>
      </form>
    </Columns>
  );
}
