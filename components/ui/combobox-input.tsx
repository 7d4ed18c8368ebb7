"use client";

import { __iconData as chevronDown } from "lucide-react/icons/chevron-down";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import type { FieldControl } from "#components/ui/field.tsx";
import { Shape } from "#components/ui/shape.tsx";

export type ComboboxOption = {
  value: string;
  label: string;
  /** Beside the label and searched too: an account's id. */
  detail?: string;
};

export type ComboboxChoice = {
  name: string;
  options: readonly ComboboxOption[];
  defaultValue?: string | undefined;
  /** The first, empty choice: "Choose an account". */
  empty: string;
  /** What is said when nothing matches: "No account is called that." */
  none: string;
  /** Told the value when one is chosen, and "" when the choice is taken back. */
  onChoose?: (value: string) => void;
  control: FieldControl;
};

const shownAtOnce = 50;

/**
 * An input that finds one of its options by what is typed.
 * @see https://www.w3.org/WAI/ARIA/apg/patterns/combobox/
 */
export function ComboboxInput({
  name,
  options,
  defaultValue,
  empty,
  none,
  onChoose,
  control,
}: ComboboxChoice) {
  const listId = `${control.id}-list`;
  const list = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState(() => options.find(({ value }) => value === defaultValue));
  const [typed, setTyped] = useState<string | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(0);

  const matching = typed === null ? options : options.filter((option) => matches(option, typed));
  const shown = matching.slice(0, shownAtOnce);
  const more = matching.length - shown.length;

  useEffect(() => {
    if (isOpen) list.current?.querySelector(`[data-place="${active}"]`)?.scrollIntoView({ block: "nearest" });
  }, [isOpen, active]);

  function open(place = 0) {
    setIsOpen(true);
    setActive(place);
  }
  function choose(option: ComboboxOption | undefined) {
    setChosen(option);
    setTyped(null);
    setIsOpen(false);
    if (option !== chosen) onChoose?.(option?.value ?? "");
  }
  function leave() {
    if (typed === "") choose(undefined);
    else choose(chosen);
  }
  function press(event: KeyboardEvent) {
    switch (event.key) {
      case "ArrowDown":
        if (isOpen) setActive(Math.min(active + 1, shown.length - 1));
        else open();
        break;
      case "ArrowUp":
        if (isOpen) setActive(Math.max(active - 1, 0));
        else open(shown.length - 1);
        break;
      case "Enter":
        if (!isOpen || shown[active] === undefined) return;
        choose(shown[active]);
        break;
      case "Escape":
        if (!isOpen && typed === null) return;
        choose(chosen);
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  return (
    <div className="relative">
      <input type="hidden" name={name} value={chosen?.value ?? ""} />
      <input
        {...control}
        type="text"
        role="combobox"
        autoComplete="off"
        spellCheck={false}
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={listId}
        {...(isOpen && shown.length > 0 && { "aria-activedescendant": `${listId}-${active}` })}
        placeholder={empty}
        className="input pr-8"
        value={typed ?? chosen?.label ?? ""}
        onChange={(event) => {
          setTyped(event.target.value);
          open();
        }}
        onFocus={(event) => event.target.select()}
        onClick={() => open()}
        onBlur={leave}
        onKeyDown={press}
      />
      <Shape of={chevronDown} className="pointer-events-none absolute top-1/2 right-2 -translate-y-1/2" />
      <div
        hidden={!isOpen}
        className="absolute top-full z-30 mt-1 max-h-80 w-full overflow-y-auto overscroll-contain rounded-float border border-line-2 bg-surface py-1 shadow-float"
      >
        <div
          ref={list}
          id={listId}
          role="listbox"
          aria-label={empty}
          tabIndex={-1}
          hidden={shown.length === 0}
          onMouseDown={(event) => event.preventDefault()}
        >
          {shown.map((option, place) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the input keeps the focus and hears the keys
            <div
              key={option.value}
              id={`${listId}-${place}`}
              data-place={place}
              role="option"
              tabIndex={-1}
              aria-selected={option === chosen}
              onClick={() => choose(option)}
              onPointerMove={() => setActive(place)}
              className={`flex min-h-8 cursor-default items-center gap-3 px-2 py-1 aria-selected:font-strong max-wide:min-h-11 ${place === active ? "bg-accent-wash shadow-[inset_2px_0_var(--accent)]" : ""}`}
            >
              <span className="min-w-0 flex-1 truncate">{option.label}</span>
              <span className="mono font-plain text-ink-3">{option.detail}</span>
            </div>
          ))}
        </div>
        {matching.length === 0 && <p className="px-2 py-1.5 text-ink-2">{none}</p>}
        {more > 0 && <p className="px-2 py-1.5 text-ink-2">{more} more; type on to find them.</p>}
      </div>
      <p role="status" className="sr-only">
        {isOpen && typed !== null
          ? matching.length === 0
            ? none
            : `${matching.length} of ${options.length}`
          : ""}
      </p>
    </div>
  );
}

function matches(option: ComboboxOption, typed: string): boolean {
  const text = `${option.label} ${option.detail ?? ""}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
