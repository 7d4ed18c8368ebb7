"use client";

import { __iconData as check } from "lucide-react/icons/check";
import { __iconData as cross } from "lucide-react/icons/x";
import { useRouter } from "next/navigation";
import { useActionState, useEffect } from "react";
import { idle } from "#app/form-state.ts";
import { Button } from "#components/ui/button.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { Shape } from "#components/ui/shape.tsx";
import { TextAreaField } from "#components/ui/text-area-field.tsx";
import { MAX_REASON_LENGTH } from "#lib/core/request.ts";
import { answer } from "./actions.ts";
import { ShownFields, type ShownOf } from "./shown-fields.tsx";

type AnswerFormProps = { shown: ShownOf; proposerName: string };

/** Another administrator's yes or no, bound to what the page shows. */
export function AnswerForm({ shown, proposerName }: AnswerFormProps) {
  const [state, send, isSending] = useActionState(answer, idle);
  const router = useRouter();
  const isRefused = state.status === "refused";
  const noteError = isRefused ? state.fieldErrors?.comment : undefined;
  const note = isRefused ? state.values.comment : undefined;

  useEffect(() => {
    if (isRefused && noteError === undefined) router.refresh();
  }, [isRefused, noteError, router]);

  return (
    <form action={send} aria-label="Your answer" className="grid gap-2 pt-3">
      {isRefused && noteError === undefined && (
        <FormError title="Nothing was answered.">{state.message}</FormError>
      )}
      <ShownFields shown={shown} />
      <TextAreaField
        name="comment"
        label={`Note to ${proposerName}`}
        aside="(needed for a no)"
        rows={2}
        maxLength={MAX_REASON_LENGTH}
        defaultValue={typeof note === "string" ? note : ""}
        error={noteError}
      />
      <div className="flex flex-wrap gap-2" aria-busy={isSending}>
        <Button kind="go" type="submit" name="answer" value="agree">
          <Shape of={check} />
          Agree
        </Button>
        <Button kind="no" type="submit" name="answer" value="reject">
          <Shape of={cross} />
          Reject
        </Button>
      </div>
    </form>
  );
}
