"use client";

import { useContext } from "react";
import { PicksContext } from "./picks.ts";

/** Picks one request, to be decided together with others. */
export function PickBox({ value, what }: { value: string; what: string }) {
  const { picked, toggle } = useContext(PicksContext);
  return (
    <label className="flex size-7 items-center justify-center max-wide:size-11">
      <input
        type="checkbox"
        name="picked"
        value={value}
        aria-label={`Pick ${what}`}
        checked={picked.has(value)}
        onChange={() => toggle(value)}
        className="size-4"
      />
    </label>
  );
}
