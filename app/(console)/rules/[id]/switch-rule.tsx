"use client";

import { useActionState, useId } from "react";
import { idle } from "#app/form-state.ts";
import { Button } from "#components/ui/button.tsx";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { TextAreaField } from "#components/ui/text-area-field.tsx";
import { MAX_REASON_LENGTH } from "#lib/core/request.ts";
import { switchTo } from "./actions.ts";

type SwitchRuleProps = { ruleId: string; version: number; name: string; enabled: boolean };

/** Proposes to switch a rule off, or on again. */
export function SwitchRule({ ruleId, version, name, enabled }: SwitchRuleProps) {
  const [state, send, isSending] = useActionState(switchTo, idle);
  const id = useId();
  const errors = state.status === "refused" ? state.fieldErrors : undefined;
  const sent = state.status === "refused" ? state.values.note : undefined;
  const what = enabled ? "Switch off" : "Switch on";
  return (
    <ConfirmDialog
      opens={`${what}…`}
      title={`${what} ${name}?`}
      keep="Leave it"
      isOpen={state.status === "refused"}
      fields={
        <>
          {state.status === "refused" && !errors && (
            <FormError title="Nothing was proposed.">{state.message}</FormError>
          )}
          <TextAreaField
            form={id}
            id={`${id}-note`}
            name="note"
            label="Why"
            rows={2}
            required
            maxLength={MAX_REASON_LENGTH}
            defaultValue={typeof sent === "string" ? sent : ""}
            error={errors?.note}
          />
        </>
      }
      form={
        <form id={id} action={send}>
          <input type="hidden" name="ruleId" value={ruleId} />
          <input type="hidden" name="baseVersion" value={version} />
          <input type="hidden" name="to" value={enabled ? "off" : "on"} />
          <Button kind="go" type="submit" aria-busy={isSending}>
            {isSending ? "Proposing" : what}
          </Button>
        </form>
      }
    >
      {enabled
        ? "Nobody can ask by it any more, and undecided requests under it fall. It happens at once, unless another rule then decides that asks for less."
        : "Switching on widens access, so another administrator has to agree first."}
    </ConfirmDialog>
  );
}
