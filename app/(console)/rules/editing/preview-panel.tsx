"use client";

import { useRef } from "react";
import { RulePreviewed } from "#components/access/rule-form/preview.tsx";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Note } from "#components/ui/note.tsx";
import { Section } from "#components/ui/section.tsx";
import { TextAreaField } from "#components/ui/text-area-field.tsx";
import { textOf } from "#lib/core/rules/rule-fields.ts";
import type { RuleAnswer } from "./rule-answer.ts";
import { useFocusWhenNew } from "./use-focus-when-new.ts";

type PreviewPanelProps = {
  answer: RuleAnswer | null;
  /** Whether something in the form was changed since. */
  isOutdated: boolean;
  isSending: boolean;
};

/** The preview beside the form, with what it takes to save. */
export function PreviewPanel({ answer, isOutdated, isSending }: PreviewPanelProps) {
  const panel = useRef<HTMLDivElement>(null);
  useFocusWhenNew(panel, answer);
  if (answer === null) {
    return (
      <Section title="Before it is saved" soft>
        <Note>
          The preview tells who gains and who loses what, who could agree, and where the rule leads to
          nothing. What widens access has to be agreed to by another administrator.
        </Note>
      </Section>
    );
  }
  const { preview, hash, values, notSaved, noteError } = answer;
  const isNothing = preview.change === "nothing";
  return (
    <div
      ref={panel}
      id="preview"
      tabIndex={-1}
      className="scroll-mt-16 outline-none focus-visible:shadow-none"
    >
      {isOutdated && (
        <Callout tone="warn" role="status" title="The form was changed since this preview." className="mb-4">
          Preview it again before you save it.
        </Callout>
      )}
      {notSaved !== null && (
        <Callout tone="bad" role="alert" title="The rule was not saved." says={notSaved} className="mb-4" />
      )}
      <RulePreviewed
        preview={preview}
        save={
          !isNothing && (
            <Section title={preview.isWidening ? "Send it" : "Save it"} soft>
              <div className="pt-3">
                <input type="hidden" name="previewed" value={hash} />
                <TextAreaField
                  name="note"
                  label="Why"
                  hint="It stays in the audit."
                  maxLength={1_000}
                  defaultValue={textOf(values, "note")}
                  error={noteError}
                />
                <Button
                  kind="go"
                  type="submit"
                  name="intent"
                  value="save"
                  aria-busy={isSending}
                  className="max-wide:w-full"
                  {...(isOutdated && { disabledReason: "The form was changed since this preview." })}
                >
                  {preview.isWidening ? "Send to another administrator" : "Save"}
                </Button>
              </div>
            </Section>
          )
        }
      />
      {isNothing && <input type="hidden" name="previewed" value="" />}
    </div>
  );
}
