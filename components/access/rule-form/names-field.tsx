"use client";

import { __iconData as cross } from "lucide-react/icons/x";
import {
  type ClipboardEvent,
  type KeyboardEvent,
  type ReactNode,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { useFound } from "#components/shell/palette/use-found.ts";
import { Field } from "#components/ui/field.tsx";
import { Shape } from "#components/ui/shape.tsx";
import type { Found, FoundKind } from "#lib/core/catalogue/found.ts";
import { linesOf } from "#lib/core/rules/rule-fields.ts";

type NamesFieldProps = {
  name: string;
  label: ReactNode;
  aside?: ReactNode;
  hint?: ReactNode;
  error?: ReactNode;
  /** The names, one a line. */
  defaultValue: string;
  /** Of which things names are offered while one types; none are for what has no name in the catalogue. */
  kind?: FoundKind;
  /** What one of them is called, for the buttons: "group". */
  one: string;
  onNames?: () => void;
};

/**
 * Names, one a line of a text area. Where there is script they are a row of chips, and the catalogue's names are offered while one types; what is sent
 * is the same.
 */
export function NamesField({ defaultValue, kind, one, onNames, ...field }: NamesFieldProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const [names, setNames] = useState<readonly string[] | null>(null);
  // What was typed before the script came is taken along.
  useLayoutEffect(() => setNames(linesOf(area.current?.value ?? "")), []);
  const put = (list: readonly string[]) => {
    setNames(list);
    onNames?.();
  };
  const { name, label, aside, hint, error } = field;
  return (
    <Field label={label} aside={aside} hint={hint} error={error} id={name}>
      {(control) =>
        names === null ? (
          <textarea
            ref={area}
            name={name}
            rows={Math.min(6, Math.max(2, linesOf(defaultValue).length))}
            defaultValue={defaultValue}
            autoComplete="off"
            spellCheck={false}
            className="input resize-y leading-[1.5]"
            {...control}
          />
        ) : (
          <Chips name={name} names={names} put={put} kind={kind} one={one} control={control} />
        )
      }
    </Field>
  );
}

type ChipsProps = {
  name: string;
  names: readonly string[];
  put: (names: readonly string[]) => void;
  kind: FoundKind | undefined;
  one: string;
  control: Readonly<Record<string, string | true>>;
};

function Chips({ name, names, put, kind, one, control }: ChipsProps) {
  const listId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState("");
  const [titles, setTitles] = useState<ReadonlyMap<string, string>>(new Map());
  const { finding } = useFound(kind === undefined ? "" : typed);
  const found = "found" in finding ? finding.found.filter((each) => each.kind === kind) : [];
  const offers = found.map((each) => ({ ...offerOf(each), detail: each.detail }));

  function add(text: string) {
    setTyped("");
    put([...new Set([...names, ...linesOf(text)])]);
  }
  function remove(gone: string) {
    put(names.filter((each) => each !== gone));
    input.current?.focus();
  }
  function type(text: string) {
    const chosen = offers.find(({ value }) => value === text);
    if (!chosen) return setTyped(text);
    setTitles(new Map([...titles, [chosen.value, chosen.title]]));
    add(chosen.value);
  }
  function press(event: KeyboardEvent<HTMLInputElement>) {
    if (event.key === "Enter") {
      event.preventDefault();
      add(typed);
    }
    if (event.key === "Backspace" && typed === "" && names.length > 0) put(names.slice(0, -1));
  }
  function paste(event: ClipboardEvent<HTMLInputElement>) {
    const text = event.clipboardData.getData("text");
    if (!text.includes("\n")) return;
    event.preventDefault();
    add(text);
  }

  return (
    <div className="flex min-h-control flex-wrap items-center gap-1 rounded-control border border-edge bg-surface p-1 focus-within:border-focus focus-within:shadow-[0_0_0_3px_color-mix(in_srgb,var(--focus)_24%,transparent)] has-aria-invalid:border-state-blocked">
      {names.map((each) => (
        <span
          key={each}
          className="inline-flex min-h-6.5 max-w-full items-center rounded-control border border-line-2 bg-sunk max-wide:min-h-9"
        >
          <span className="min-w-0 pl-2 wrap-anywhere">{titles.get(each) ?? each}</span>
          <button
            type="button"
            aria-label={`Remove ${one} ${titles.get(each) ?? each}`}
            onClick={() => remove(each)}
            className="grid size-6.5 flex-none place-items-center text-ink-3 hover:text-ink max-wide:size-9"
          >
            <Shape of={cross} size={13} />
          </button>
        </span>
      ))}
      <input
        ref={input}
        type="text"
        value={typed}
        list={listId}
        autoComplete="off"
        spellCheck={false}
        placeholder={names.length === 0 ? `Add a ${one}` : ""}
        onChange={({ currentTarget }) => type(currentTarget.value)}
        onKeyDown={press}
        onPaste={paste}
        onBlur={() => typed.trim() !== "" && add(typed)}
        className="min-h-6.5 min-w-24 flex-1 bg-transparent px-1 shadow-none outline-none focus-visible:shadow-none max-wide:min-h-9"
        {...control}
      />
      <datalist id={listId}>
        {offers.map(({ value, title, detail }) => (
          <option key={value} value={value} label={value === title ? detail : `${title}, ${detail}`} />
        ))}
      </datalist>
      <input type="hidden" name={name} value={names.join("\n")} />
    </div>
  );
}

/** What stands for a thing that was found: its name where that is one of its kind, else its id. */
function offerOf({ kind, id, title, detail }: Found): { value: string; title: string } {
  if (kind === "permission-set") return { value: title, title };
  return { value: id, title: kind === "unit" ? detail : title };
}
