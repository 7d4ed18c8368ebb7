import { expect } from "vitest";
import type { Story } from "./story.ts";

/** What must hold of every race: one terminal outcome, no grant without a yes and never two, each step told once. */
export function expectOneOutcome({ state, decisions, grants, events }: Story): void {
  expect(["approved", "denied", "cancelled", "lapsed", "invalidated"]).toContain(state);
  const settled = events.filter((action) => action.startsWith("request."));
  expect(settled).toEqual([`request.${state}`]);
  expect(decisions.map(({ verdict }) => verdict)).toEqual(
    state === "approved" ? ["approve"] : state === "denied" ? ["deny"] : [],
  );
  expect(grants).toHaveLength(state === "approved" ? 1 : 0);
  // A grant passes through each of its states once at the most.
  expect(events.toSorted()).toEqual([...new Set(events)].toSorted());
}

/** What must hold while nobody has decided. */
export function expectUndecided(story: Story): void {
  expect(story).toMatchObject({ state: "pending", decisions: [], grants: [], events: [] });
}
