"use client";

import { __iconData as check } from "lucide-react/icons/check";
import { __iconData as cross } from "lucide-react/icons/x";
import { useActionState } from "react";
import { idle } from "#app/form-state.ts";
import { Button } from "#components/ui/button.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { Shape } from "#components/ui/shape.tsx";
import { StickyActions } from "#components/ui/sticky-actions.tsx";
import { TextAreaField } from "#components/ui/text-area-field.tsx";
import { TextLink } from "#components/ui/text-link.tsx";
import { MAX_REASON_LENGTH } from "#lib/core/request.ts";
import { listNames, spellMinutes } from "#lib/format.ts";
import { paths, withFilters } from "#lib/paths.ts";
import { decideBundle } from "./actions.ts";
import { useDenyNote } from "./use-deny-note.ts";

export type ShownRequest = { id: string; contentHash: string; minutes: number; name: string };

type BundleFormProps = {
  /** The buttons beside each request belong to the form by it. */
  id: string;
  link: string;
  /** What one press may approve. */
  together: readonly ShownRequest[];
  /** What is approved by itself only. */
  alone: readonly ShownRequest[];
  requesterName: string;
};

const written = ({ id, contentHash, minutes }: ShownRequest) => `${id} ${contentHash} ${minutes}`;

/** One decision of several requests, bound to what the page shows of each. */
export function BundleForm({ id, link, together, alone, requesterName }: BundleFormProps) {
  const [state, send, isSending] = useActionState(decideBundle, idle);
  const { form, isOpen, openNote } = useDenyNote();
  const errors = (state.status === "refused" && state.fieldErrors) || {};
  const note = state.status === "refused" ? state.values.comment : undefined;
  const all = [...together, ...alone];
  const minutes = together[0]?.minutes ?? 0;

  return (
    <form ref={form} id={id} action={send} aria-label="Your decision" className="max-wide:pb-36">
      <StickyActions>
        <h2 className="text-h2 font-strong max-wide:hidden">Your decision</h2>
        {state.status === "refused" && errors.comment === undefined && (
          <FormError title={state.message}>
            {Object.entries(errors).map(([requestId, sentence]) => (
              <p key={requestId}>
                {all.find((each) => each.id === requestId)?.name ?? "One of them"}: {sentence}
              </p>
            ))}
            <p>
              <TextLink href={withFilters(paths.decide(), { link })}>Look again at what is left</TextLink>
            </p>
          </FormError>
        )}
        <input type="hidden" name="link" value={link} />
        {together.map((each) => (
          <input key={each.id} type="hidden" name="together" value={written(each)} />
        ))}
        {alone.map((each) => (
          <input key={each.id} type="hidden" name="alone" value={written(each)} />
        ))}
        <div className={`*:mb-0 ${isOpen || errors.comment !== undefined ? "" : "max-wide:hidden"}`}>
          <TextAreaField
            name="comment"
            label={`Note to ${requesterName}`}
            aside="(needed for a no)"
            rows={2}
            maxLength={MAX_REASON_LENGTH}
            defaultValue={typeof note === "string" ? note : ""}
            error={errors.comment}
          />
        </div>
        <div
          className={`mt-1 grid gap-2 ${together.length > 1 ? "max-wide:grid-cols-[2fr_1fr]" : ""}`}
          aria-busy={isSending}
        >
          {together.length > 1 && (
            <Button
              kind="go"
              size="large"
              type="submit"
              name="answer"
              value="approve"
              className="max-wide:px-2"
            >
              <Shape of={check} />
              Approve {countWord(together.length)} for {spellMinutes(minutes)}
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
            Deny {countWord(all.length)}
          </Button>
        </div>
        {alone.length > 0 && together.length > 1 && (
          <p className="text-note text-ink-2 max-wide:text-center">
            Not {listNames(alone.map(({ name }) => name))}:{" "}
            {alone.length === 1 ? "it is approved by itself." : "they are approved one by one."}
          </p>
        )}
      </StickyActions>
    </form>
  );
}

function countWord(count: number): string {
  return count === 2 ? "both" : `all ${count}`;
}
