"use client";

import { __iconData as search } from "lucide-react/icons/search";
import { type ComponentType, type ReactNode, useEffect, useState, useSyncExternalStore } from "react";
import type { PaletteProps } from "#components/shell/palette/palette.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { Shape } from "#components/ui/shape.tsx";
import { paths } from "#lib/paths.ts";

type PaletteButtonProps = Pick<PaletteProps, "pages" | "mayFind" | "reader"> & {
  /** What stands in its place where there is no script. */
  children: ReactNode;
};

/** Opens the palette, by a click or by ⌘K from anywhere; the palette itself is fetched once the page stands. */
export function PaletteButton({ pages, mayFind, reader, children }: PaletteButtonProps) {
  const isAwake = useSyncExternalStore(onLeaving, nobodyTypes, () => false);
  const [isOpen, setOpen] = useState(false);
  const [Palette, setPalette] = useState<ComponentType<PaletteProps> | null>(null);

  useEffect(() => {
    // Fetched before it is wanted, or the first letters after the keys would be lost.
    void loadPalette().catch(() => {});
    function openByKey(event: KeyboardEvent) {
      const isMeant = (event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey;
      if (!isMeant || event.key.toLowerCase() !== "k" || document.querySelector("dialog[open]")) return;
      event.preventDefault();
      setOpen(true);
    }
    window.addEventListener("keydown", openByKey);
    return () => window.removeEventListener("keydown", openByKey);
  }, []);

  useEffect(() => {
    if (!isOpen) return;
    // A release in between takes the file away: then a page of the new one is asked for.
    loadPalette().then(
      (loaded) => setPalette(() => loaded),
      () => window.location.assign(mayFind ? paths.accounts() : paths.home()),
    );
  }, [isOpen, mayFind]);

  return (
    <div data-find className="min-w-0 flex-1">
      {isAwake ? (
        <button
          type="button"
          aria-haspopup="dialog"
          aria-keyshortcuts="Meta+K Control+K"
          onClick={() => setOpen(true)}
          className="flex h-7.5 w-full cursor-text items-center gap-2 rounded-control border border-line-2 bg-surface px-2 text-left text-ink-3 hover:border-edge max-wide:size-11 max-wide:cursor-pointer max-wide:justify-center max-wide:border-transparent max-wide:bg-transparent max-wide:text-ink-2"
        >
          <Shape of={search} />
          <span className="flex-1 truncate max-wide:sr-only">
            {mayFind ? "Search, or go to a page" : "Find a role, or go to a page"}
          </span>
          <span aria-hidden="true" className="max-wide:hidden pointer-coarse:hidden">
            <Kbd>{/Mac|iP(hone|ad)/.test(navigator.platform) ? "⌘K" : "Ctrl K"}</Kbd>
          </span>
        </button>
      ) : (
        children
      )}
      {isOpen && Palette && (
        <Palette pages={pages} mayFind={mayFind} reader={reader} onClose={() => setOpen(false)} />
      )}
    </div>
  );
}

// Whoever is typing into the form that stands here without script is not to lose it.
function nobodyTypes(): boolean {
  return document.querySelector("[data-find] form :focus") === null;
}

function onLeaving(changed: () => void): () => void {
  document.addEventListener("focusout", changed);
  return () => document.removeEventListener("focusout", changed);
}

async function loadPalette(): Promise<ComponentType<PaletteProps>> {
  const { Palette } = await import("#components/shell/palette/palette.tsx");
  return Palette;
}
