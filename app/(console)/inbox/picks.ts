"use client";

import { createContext } from "react";

/** Which requests are picked, and how one is picked or put back. The values are those of the boxes. */
export type Picks = {
  picked: ReadonlySet<string>;
  toggle: (value: string) => void;
};

export const PicksContext = createContext<Picks>({ picked: new Set(), toggle: () => undefined });
