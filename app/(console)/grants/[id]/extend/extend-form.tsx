"use client";

import { type ChangeEvent, useActionState, useState } from "react";
import { idle } from "#app/form-state.ts";
import { ExtendAnswer } from "#components/access/extend-answer.tsx";
import { LengthField } from "#components/access/length-field.tsx";
import { Button } from "#components/ui/button.tsx";
import { Columns } from "#components/ui/columns.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { TextAreaField } from "#components/ui/text-area-field.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { MAX_REASON_LENGTH } from "#lib/core/request.ts";
import { firstLength } from "#lib/core/request-lengths.ts";
import { MIN_MINUTES } from "#lib/core/rules/bounds.ts";
import type { DecidingRule, GrantRow } from "#lib/core/shown-access.ts";
import { spellMinutes } from "#lib/format.ts";
import { extend } from "./actions.ts";

type ExtendFormProps = {
  grant: Pick<GrantRow, "id" | "heldSince" | "agreedEndsAt">;
  longestMinutes: number;
  sessionMinutes: number;
  /** The last time's words. */
  begins: { reason: string; ticket: string };
  rules: readonly DecidingRule[];
  now: Date;
  zone: string;
};

/** Asks for more time. What it would mean stands beside it, and follows the length. */
export function ExtendForm({
  grant,
  longestMinutes,
  sessionMinutes,
  begins,
  rules,
  now,
  zone,
}: ExtendFormProps) {
  const [state, send, isSending] = useActionState(extend, idle);
  const sent = state.status === "refused" ? state.values : {};
  const errors = (state.status === "refused" && state.fieldErrors) || {};
  const text = (name: string, otherwise: string) => {
    const value = sent[name];
    return typeof value === "string" ? value : otherwise;
  };
  const length = text("length", String(firstLength(longestMinutes)));
  const ownMinutes = text("ownMinutes", "");
  const [minutes, setMinutes] = useState(Number(length === "own" ? ownMinutes : length));
  const isWithin = minutes >= MIN_MINUTES && minutes <= longestMinutes;
  const rule = rules.find(({ maxMinutes }) => maxMinutes >= minutes) ?? rules.at(-1);

  function follow({ currentTarget }: ChangeEvent<HTMLFormElement>) {
    const form = new FormData(currentTarget);
    const chosen = form.get("length");
    setMinutes(Number(chosen === "own" ? form.get("ownMinutes") : chosen));
  }

  return (
    <Columns
      as="ask"
      beside={
        <ExtendAnswer
          grant={grant}
          minutes={isWithin ? minutes : null}
          sessionMinutes={sessionMinutes}
          rule={rule}
          now={now}
          zone={zone}
        />
      }
    >
      <form action={send} onChange={follow}>
        {state.status === "refused" && (
          <FormError
            title="Nothing was asked for."
            problems={Object.entries(errors).map(([fieldId, message]) => ({ fieldId, message }))}
          >
            {Object.keys(errors).length === 0 && state.message}
          </FormError>
        )}
        <input type="hidden" name="grantId" value={grant.id} />
        <LengthField
          legend="How much longer"
          begins="It goes on without a gap."
          maxMinutes={longestMinutes}
          chosen={length}
          own={ownMinutes}
          error={errors.length ?? errors.ownMinutes}
        />
        <TextAreaField
          name="reason"
          label="Why"
          hint="As you wrote it the last time. Say what is left to do, if that helps whoever decides."
          required
          maxLength={MAX_REASON_LENGTH}
          defaultValue={text("reason", begins.reason)}
          error={errors.reason}
        />
        <TextField
          name="ticket"
          label="Ticket"
          aside={rule && rule.tickets.length > 0 ? `such as ${rule.tickets.join(", ")}` : "(optional)"}
          width="16rem"
          maxLength={100}
          autoComplete="off"
          defaultValue={text("ticket", begins.ticket)}
          error={errors.ticket}
        />
        <Button kind="go" type="submit" className="max-wide:w-full">
          {isSending ? "Asking" : isWithin ? `Extend by ${spellMinutes(minutes)}` : "Extend"}
        </Button>
      </form>
    </Columns>
  );
}
