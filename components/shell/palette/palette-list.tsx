import type { MouseEvent } from "react";
import { Marked } from "#components/shell/palette/marked.tsx";
import type { PaletteEntry, PaletteSection } from "#components/shell/palette/palette-entry.ts";
import { PaletteIcon } from "#components/shell/palette/palette-icon.tsx";
import { Kbd } from "#components/ui/kbd.tsx";

type PaletteListProps = {
  id: string;
  sections: readonly PaletteSection[];
  active: PaletteEntry | undefined;
  typed: string;
  busy: boolean;
  optionId: (entry: PaletteEntry) => string;
  onPoint: (entry: PaletteEntry) => void;
  onChoose: (entry: PaletteEntry, event: MouseEvent) => void;
};

/** What can be chosen, by sections. The input keeps the focus; it says which option is meant. */
export function PaletteList({
  id,
  sections,
  active,
  typed,
  busy,
  optionId,
  onPoint,
  onChoose,
}: PaletteListProps) {
  return (
    <div id={id} role="listbox" aria-label="Where to go" aria-busy={busy}>
      {sections.map(({ title, entries }) => (
        // biome-ignore lint/a11y/useSemanticElements: a listbox groups its options by this role
        <div
          key={title}
          role="group"
          aria-label={title}
          className="border-b border-line py-1 last:border-b-0"
        >
          <div role="presentation" className="px-4 pt-1.5 pb-0.5 text-note text-ink-3">
            {title}
          </div>
          {entries.map((entry) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the input's, which keeps the focus
            <div
              key={entry.key}
              id={optionId(entry)}
              role="option"
              tabIndex={-1}
              aria-selected={entry === active}
              onMouseMove={() => onPoint(entry)}
              onClick={(event) => onChoose(entry, event)}
              className="flex min-h-10 cursor-pointer items-center gap-3 px-4 py-1.25 leading-[1.38] aria-selected:bg-accent-wash aria-selected:shadow-[inset_2px_0_var(--accent)] max-wide:min-h-11"
            >
              <PaletteIcon name={entry.icon} />
              <span className="min-w-0 flex-1 wrap-anywhere">
                <span className="block">
                  <Marked text={entry.title} typed={typed} />
                </span>
                {entry.detail !== "" && (
                  <span className="line-clamp-2 text-note text-ink-2">{entry.detail}</span>
                )}
              </span>
              {entry.id !== null && <span className="mono flex-none text-ink-3">{entry.id}</span>}
              {entry === active && (
                <span aria-hidden="true" className="flex-none max-wide:hidden">
                  <Kbd>⏎</Kbd>
                </span>
              )}
            </div>
          ))}
        </div>
      ))}
    </div>
  );
}
