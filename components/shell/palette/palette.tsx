"use client";

import { __iconData as search } from "lucide-react/icons/search";
import { useRouter } from "next/navigation";
import {
  type KeyboardEvent,
  type MouseEvent,
  useEffect,
  useEffectEvent,
  useId,
  useRef,
  useState,
} from "react";
import {
  entryOfAsk,
  entryOfFound,
  entryOfPage,
  type PaletteEntry,
  type PalettePage,
  type PaletteSection,
  pagesNamed,
} from "#components/shell/palette/palette-entry.ts";
import { paletteIcons } from "#components/shell/palette/palette-icon.tsx";
import { PaletteList } from "#components/shell/palette/palette-list.tsx";
import { announce, PaletteSays } from "#components/shell/palette/palette-says.tsx";
import { recentEntries, rememberEntry } from "#components/shell/palette/recent-entries.ts";
import { type Finding, useFound } from "#components/shell/palette/use-found.ts";
import { Kbd } from "#components/ui/kbd.tsx";
import { Shape } from "#components/ui/shape.tsx";
import { readQuickAsk } from "#lib/core/quick-ask.ts";

export type PaletteProps = {
  pages: readonly PalettePage[];
  /** Whether the organisation may be searched, and not only the pages. */
  mayFind: boolean;
  /** Who reads: what they went to before is theirs. */
  reader: string;
  onClose: () => void;
};

/** Goes anywhere by a few letters: a dialog with an input and what it means, by arrow keys and Enter. */
export function Palette({ pages, mayFind, reader, onClose }: PaletteProps) {
  const router = useRouter();
  const id = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  // Enter before the answer has come means the first of what comes.
  const [goesWhenFound, setGoesWhenFound] = useState(false);
  const { finding, again } = useFound(typed);
  const sections = sectionsOf(typed, finding, pages, () => recentEntries(reader, paletteIcons));
  const entries = sections.flatMap((section) => section.entries);
  const active = entries.find(({ key }) => key === chosen) ?? entries[0];
  const optionId = (entry: PaletteEntry) => `${id}-${entry.key}`;

  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  const goOn = useEffectEvent(() => {
    if (active) go(active);
  });
  const isFound = finding.state === "found";
  useEffect(() => {
    if (goesWhenFound && isFound) goOn();
  }, [goesWhenFound, isFound]);

  function go(entry: PaletteEntry) {
    if (!pages.some(({ href }) => href === entry.href)) rememberEntry(reader, entry, paletteIcons);
    dialog.current?.close();
    router.push(entry.href);
  }
  function choose(entry: PaletteEntry, event: MouseEvent) {
    if (event.metaKey || event.ctrlKey) window.open(entry.href, "_blank", "noopener");
    else go(entry);
  }
  function mark(entry: PaletteEntry | undefined) {
    if (!entry) return;
    setChosen(entry.key);
    document.getElementById(optionId(entry))?.scrollIntoView({ block: "nearest" });
  }
  function move(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return;
    const at = entries.findIndex(({ key }) => key === active?.key);
    switch (event.key) {
      case "ArrowDown":
        mark(entries[(at + 1) % entries.length]);
        break;
      case "ArrowUp":
        mark(entries.at(at - 1));
        break;
      case "Enter":
        if (finding.state === "waiting") setGoesWhenFound(true);
        else if (active) go(active);
        break;
      default:
        return;
    }
    event.preventDefault();
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the dialog closes by Escape by itself
    <dialog
      ref={dialog}
      aria-label={mayFind ? "Search, find a role, or go to a page" : "Find a role, or go to a page"}
      onClose={onClose}
      onClick={(event) => {
        if (event.target === event.currentTarget) dialog.current?.close();
      }}
      className="mx-auto mt-[9vh] mb-4 max-h-[calc(91vh-1rem)] w-[min(40rem,calc(100vw-2rem))] max-w-none flex-col overflow-hidden rounded-float border border-line-2 bg-surface text-body font-plain text-ink shadow-float backdrop:bg-scrim open:flex"
    >
      <div className="flex items-center gap-2.5 border-b border-line px-4 py-2">
        <Shape of={search} />
        <input
          type="text"
          role="combobox"
          aria-expanded={entries.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          {...(active && { "aria-activedescendant": optionId(active) })}
          aria-label={
            mayFind ? "Name, id, mail address, tag or unit; or role and account" : "Role and account, or page"
          }
          placeholder={
            mayFind
              ? "Name, id, tag, unit; or payments readonly 1h INC-12"
              : "payments readonly 1h INC-12, or a page"
          }
          autoComplete="off"
          autoCorrect="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="go"
          maxLength={200}
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setChosen(null);
            setGoesWhenFound(false);
          }}
          onKeyDown={move}
          className="min-h-8 min-w-0 flex-1 bg-transparent text-[1rem] outline-none focus-visible:shadow-none max-wide:min-h-11"
        />
        <button
          type="button"
          onClick={() => dialog.current?.close()}
          className="min-h-6 rounded-control max-wide:min-h-11"
        >
          <span className="sr-only">Close, </span>
          <Kbd>esc</Kbd>
        </button>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain">
        <PaletteList
          id={`${id}-list`}
          sections={sections}
          active={active}
          typed={typed}
          busy={finding.state === "waiting"}
          optionId={optionId}
          onPoint={(entry) => setChosen(entry.key)}
          onChoose={choose}
        />
        <PaletteSays finding={finding} typed={typed} options={entries.length} again={again} />
      </div>
      <p role="status" className="sr-only">
        {announce(finding, typed, entries.length)}
      </p>
      <div className="flex flex-wrap gap-x-5 gap-y-1 border-t border-line px-4 py-2 text-note text-ink-2 pointer-coarse:hidden">
        <span>
          <Kbd>↑</Kbd> <Kbd>↓</Kbd> move
        </span>
        <span>
          <Kbd>⏎</Kbd> go
        </span>
        <span>
          <Kbd>esc</Kbd> close
        </span>
      </div>
    </dialog>
  );
}

function sectionsOf(
  typed: string,
  finding: Finding,
  pages: readonly PalettePage[],
  recent: () => readonly PaletteEntry[],
): readonly PaletteSection[] {
  const asks = { title: "Ask for", entries: "asks" in finding ? finding.asks.map(entryOfAsk) : [] };
  const found = { title: "Go to", entries: "found" in finding ? finding.found.map(entryOfFound) : [] };
  const { minutes, ticket } = readQuickAsk(typed);
  const isAsk = minutes !== null || ticket !== null;
  const sections =
    typed.trim() === ""
      ? [
          { title: "Where you went", entries: recent() },
          { title: "Pages", entries: pages.map(entryOfPage) },
        ]
      : [{ title: "Pages", entries: pagesNamed(pages, typed) }, ...(isAsk ? [asks, found] : [found, asks])];
  return sections.filter(({ entries }) => entries.length > 0);
}
