"use client";

import type { KeyboardEvent, ReactNode } from "react";

/**
 * Moves through the rows of the table inside by J and K, opens the first link of a row by Enter, goes to the page's
 * filter by /. It listens from inside the table only, and no key decides anything.
 */
export function TableKeys({ children }: { children: ReactNode }) {
  function move(event: KeyboardEvent<HTMLDivElement>) {
    if (event.metaKey || event.ctrlKey || event.altKey || !(event.target instanceof HTMLElement)) return;
    if (event.target.closest("input, textarea, select")) return;
    const links = [...event.currentTarget.querySelectorAll("tbody > tr:not([data-kind])")].flatMap((row) => {
      const link = row.querySelector("a[href]");
      return link instanceof HTMLElement ? [{ row, link }] : [];
    });
    const here = links.findIndex(({ row }) => event.target instanceof Node && row.contains(event.target));
    switch (event.key) {
      case "j":
        links[Math.min(here + 1, links.length - 1)]?.link.focus();
        break;
      case "k":
        links[Math.max(here - 1, 0)]?.link.focus();
        break;
      case "/": {
        const filter = document.querySelector("[data-filter]");
        if (!(filter instanceof HTMLElement)) return;
        filter.focus();
        break;
      }
      default:
        return;
    }
    event.preventDefault();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys come from the links inside, which are the controls
    <div onKeyDown={move}>{children}</div>
  );
}
