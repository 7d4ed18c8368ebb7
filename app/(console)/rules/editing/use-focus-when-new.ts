"use client";

import { type RefObject, useEffect, useRef } from "react";

/** Leads whoever sent a long form to what came of it, which may stand far from the button. */
export function useFocusWhenNew(place: RefObject<HTMLElement | null>, answer: object | null): void {
  const seen = useRef<object | null>(null);
  useEffect(() => {
    if (answer === null || seen.current === answer) return;
    seen.current = answer;
    place.current?.focus();
  }, [place, answer]);
}
