"use client";

import { __iconData as moon } from "lucide-react/icons/moon";
import { Shape } from "#components/ui/shape.tsx";

const aYear = 365 * 24 * 60 * 60;

/** Turns the page to the other theme, and remembers it in a cookie that the server reads before it draws. */
export function ThemeSwitch() {
  function turn() {
    const root = document.documentElement;
    const systemIsDark = matchMedia("(prefers-color-scheme: dark)").matches;
    const now = root.dataset.theme ?? (systemIsDark ? "dark" : "light");
    const next = now === "dark" ? "light" : "dark";
    root.dataset.theme = next;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is not in every browser yet
    document.cookie = `gatehouse-theme=${next}; Path=/; Max-Age=${aYear}; SameSite=Lax${secure}`;
  }

  return (
    <button
      type="button"
      onClick={turn}
      aria-label="Switch between light and dark"
      className="inline-grid size-7.5 place-items-center rounded-control text-ink-2 hover:bg-hover hover:text-ink max-wide:size-11"
    >
      <Shape of={moon} />
    </button>
  );
}
