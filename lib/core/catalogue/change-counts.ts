import type { Noun } from "./catalogue-rows.ts";

/** How many rows of each noun a reading added, changed and removed. */
export type ChangeCounts = Readonly<Record<Noun, { added: number; changed: number; vanished: number }>>;

const none = { added: 0, changed: 0, vanished: 0 } as const;

export const noChanges: ChangeCounts = {
  organisations: none,
  units: none,
  accounts: none,
  permissionSets: none,
  groups: none,
  people: none,
  memberships: none,
  provisioned: none,
  assignments: none,
};
