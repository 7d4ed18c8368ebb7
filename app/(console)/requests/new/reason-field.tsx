"use client";

import { type ReactNode, useRef, useSyncExternalStore } from "react";
import { Button } from "#components/ui/button.tsx";
import { TextAreaField } from "#components/ui/text-area-field.tsx";
import { MAX_REASON_LENGTH } from "#lib/core/request.ts";

const never = () => () => undefined;

type ReasonFieldProps = {
  hint: ReactNode;
  error: ReactNode;
  begins: string;
  /** What the rules offer to begin with. */
  templates: readonly string[];
};

/** The reason, with beginnings to choose from. Without script they are there to be read. */
export function ReasonField({ hint, error, begins, templates }: ReasonFieldProps) {
  const at = useRef<HTMLDivElement>(null);
  const hasScript = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );

  function beginWith(template: string) {
    const area = at.current?.querySelector("textarea");
    if (!area) return;
    area.value = template;
    const gap = template.indexOf("…");
    area.focus();
    // What is typed next stands where the first gap was.
    area.setSelectionRange(gap < 0 ? template.length : gap, gap < 0 ? template.length : gap + 1);
  }

  return (
    <div ref={at}>
      <TextAreaField
        name="reason"
        label="Why"
        hint={hint}
        required
        maxLength={MAX_REASON_LENGTH}
        defaultValue={begins}
        error={error}
      />
      {templates.length > 0 && (
        <div className="-mt-3 mb-5 max-w-form">
          <p className="text-note text-ink-2">{hasScript ? "Begin with:" : "You may begin with:"}</p>
          <ul aria-label="Beginnings of a reason" className="mt-1 flex flex-wrap gap-2">
            {templates.map((template) => (
              <li key={template} className="min-w-0">
                {hasScript ? (
                  <Button
                    size="small"
                    className="h-auto max-w-full py-0.5 text-left whitespace-normal"
                    onClick={() => beginWith(template)}
                  >
                    {template}
                  </Button>
                ) : (
                  <span className="text-ink-2">“{template}”</span>
                )}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
