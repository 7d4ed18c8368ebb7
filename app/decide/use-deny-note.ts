"use client";

import { type MouseEvent, type RefObject, useCallback, useRef, useState, useSyncExternalStore } from "react";

const never = () => () => undefined;

type DenyNote = {
  form: RefObject<HTMLFormElement | null>;
  /** Whether a phone shows the note. */
  isOpen: boolean;
  /** On the button that says no: where the note is needed and not to be seen, the first press opens it. */
  openNote: (event: MouseEvent<HTMLButtonElement>) => void;
  /** Shows the note, because something stands in it. */
  openField: () => void;
};

/** A note that a no needs. On a phone it takes no room until then; without script it is always there. */
export function useDenyNote(): DenyNote {
  const [isDenying, setIsDenying] = useState(false);
  const hasScript = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const form = useRef<HTMLFormElement>(null);
  const openField = useCallback(() => setIsDenying(true), []);

  function openNote(event: MouseEvent<HTMLButtonElement>) {
    const area = form.current?.elements.namedItem("comment");
    if (!(area instanceof HTMLTextAreaElement) || area.value.trim() !== "" || area.offsetParent !== null)
      return;
    event.preventDefault();
    setIsDenying(true);
    requestAnimationFrame(() => area.focus());
  }

  return { form, isOpen: !hasScript || isDenying, openNote, openField };
}
