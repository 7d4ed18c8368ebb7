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
import { MIN_MINUTES } from "#lib/core/rules/bounds.ts";
import type { AskableRole, Asking, DecidingRule } from "#lib/core/shown-access.ts";
import { spellMinutes } from "#lib/format.ts";
import { ask } from "./actions.ts";

type AskFormProps = {
  asking: Asking;
  role: AskableRole;
  begins: { minutes: number; reason: string; ticket: string; dest: string | null };
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
  const [isLater, setIsLater] = useState(text("startsAt", "") !== "");
  const aheadMinutes = Math.max(0, ...asking.rules.map((rule) => rule.aheadMinutes));

  function follow({ currentTarget }: ChangeEvent<HTMLFormElement>) {
    const form = new FormData(currentTarget);
    const chosen = form.get("length");
    setMinutes(Number(chosen === "own" ? form.get("ownMinutes") : chosen));
    setIsLater((form.get("startsAt") ?? "") !== "");
  }
  const isWithin = minutes >= MIN_MINUTES && minutes <= role.maxMinutes;
  const rule = ruleFor(asking, minutes, isLater);

  return (
    <Columns
      as="ask"
      beside={
        <AskAnswer
          asking={asking}
          rule={rule}
          role={role}
          minutes={isWithin ? minutes : null}
          now={now}
          zone={zone}
        />
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
        {begins.dest !== null && <input type="hidden" name="destination" value={begins.dest} />}
        <LengthField
          maxMinutes={role.maxMinutes}
          chosen={length}
          own={ownMinutes}
          error={errors.length ?? errors.ownMinutes}
        />
        {aheadMinutes > 0 && (
          <TextField
            name="startsAt"
            type="datetime-local"
            label="Begin later"
            aside="(optional)"
            hint={`In ${zone}, at most ${spellMinutes(aheadMinutes)} ahead. Left empty, it begins with the yes.`}
            width="16rem"
            defaultValue={text("startsAt", "")}
            error={errors.startsAt}
          />
        )}
        <TextAreaField
          name="reason"
          label="Why"
          hint={reasonHint(rule)}
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
        {begins.dest !== null && (
          <p className="mb-4 max-w-measure wrap-anywhere text-ink-2">
            Once you have it, <b className="font-medium text-ink">Open console</b> leads to{" "}
            <span className="mono">{begins.dest}</span>
          </p>
        )}
        <Button kind="go" type="submit" className="max-wide:w-full">
          {isSending ? "Asking" : isWithin ? `Ask for ${spellMinutes(minutes)}` : "Ask"}
        </Button>
      </form>
    </Columns>
  );
}

/** The rule that a request of this length would fall under; the last one when none allows it. */
function ruleFor({ rules }: Asking, minutes: number, isLater: boolean): DecidingRule | undefined {
  const allowing = rules.find((rule) => rule.maxMinutes >= minutes && (!isLater || rule.aheadMinutes > 0));
  return allowing ?? rules.at(-1);
}

function reasonHint(rule: DecidingRule | undefined): string {
  const least = rule?.reasonMinLength ?? 0;
  const who = rule?.stages.length === 0 ? "Auditors read this." : "Approvers and auditors read this.";
  return least > 0 ? `${who} At least ${least} characters.` : `${who} Two sentences are enough.`;
}
