import type { ToldType } from "./told-types.ts";

export const hookShapes = ["events", "slack", "teams"] as const;

export type HookShape = (typeof hookShapes)[number];

/** A webhook as it is configured on the host. */
export type Hook = {
  name: string;
  url: string;
  shape: HookShape;
  events: readonly ToldType[];
  /** None for a chat that cannot verify a signature; two while one is replaced by the other. */
  secrets: readonly string[];
};
