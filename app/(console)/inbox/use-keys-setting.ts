"use client";

import { useSyncExternalStore } from "react";

const NAME = "gatehouse-inbox-keys";
const CHANGED = "gatehouse-inbox-keys-changed";

function subscribe(onChange: () => void): () => void {
  for (const event of ["storage", CHANGED]) window.addEventListener(event, onChange);
  return () => {
    for (const event of ["storage", CHANGED]) window.removeEventListener(event, onChange);
  };
}

function isOn(): boolean {
  try {
    return localStorage.getItem(NAME) !== "off";
  } catch {
    return true;
  }
}

/** Whether single keys act on this page, which everybody sets for themselves, and how to set it. */
export function useKeysSetting(): readonly [boolean, (isOn: boolean) => void] {
  const value = useSyncExternalStore(subscribe, isOn, () => true);
  return [
    value,
    (next) => {
      try {
        localStorage.setItem(NAME, next ? "on" : "off");
      } catch {
        // Where nothing may be kept, the keys stay as they are.
      }
      window.dispatchEvent(new Event(CHANGED));
    },
  ];
}
