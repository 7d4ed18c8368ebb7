import type { SimulatedUnit, SimulatorState } from "../state.ts";
import { accountState } from "../state.ts";
import { namesBeyondAws, oddInlinePolicies, oddNames } from "./odd-names.ts";

/** How odd: what AWS's own forms allow, or also what only an endpoint that imitates AWS could answer. */
export type Oddity = "within-aws" | "beyond-aws";

const oddStates = ["MELTING", "", "active", "PENDING_ACTIVATION", "PENDING_CLOSURE", "CLOSED"] as const;

/**
 * Gives the second of every four rows an odd name, and every kind of bad input a place: unknown states, sets without policies, policies that
 * do not parse, people without mail and without a title, names that several share, empty tags.
 */
export function makeOdd(state: SimulatorState, oddity: Oddity): SimulatorState {
  const names = oddity === "beyond-aws" ? [...oddNames, ...namesBeyondAws] : oddNames;
  const nameFor = (place: number, own: string) =>
    place % 4 === 1 ? (names[((place - 1) / 4) % names.length] ?? own) : own;
  return {
    ...state,
    units: state.units.map((unit, place) => ({ ...unit, name: nameFor(place, unit.name) })),
    accounts: state.accounts.map((account, place) => ({
      ...account,
      name: place % 4 === 3 ? "everybody's name" : nameFor(place, account.name),
      state:
        place % 4 === 2 ? accountState.parse(oddStates[((place - 2) / 4) % oddStates.length]) : account.state,
      tags: place % 4 === 1 ? { [nameFor(place, "tag")]: nameFor(place + 4, ""), empty: "" } : account.tags,
    })),
    permissionSets: state.permissionSets.map((set, place) => {
      const { inlinePolicy: _none, boundary: _unbound, ...bare } = set;
      if (place % 4 === 0) return { ...bare, managedPolicyArns: [], customerPolicies: [] };
      if (place % 4 === 1) return { ...set, description: nameFor(place, "") };
      const inlinePolicy = oddInlinePolicies[place % oddInlinePolicies.length] ?? "";
      return place % 4 === 2 ? { ...set, inlinePolicy } : set;
    }),
    groups: state.groups.map((group, place) => ({
      ...group,
      displayName: nameFor(place, group.displayName),
    })),
    users: state.users.map((user, place) => {
      const { email: _mail, title: _title, ...bare } = user;
      if (place % 4 === 2) return bare;
      return { ...user, displayName: place % 4 === 3 ? "Kim Lee" : nameFor(place, user.displayName) };
    }),
  };
}

/** AWS never answers a circle of units; this lists the uppermost of the longest chain below its lowest as well. */
export function withUnitCycle(state: SimulatorState): SimulatorState {
  const byId = new Map(state.units.map((unit) => [unit.id, unit]));
  const chainOf = (unit: SimulatedUnit): SimulatedUnit[] => {
    const parent = byId.get(unit.parentId);
    return parent ? [...chainOf(parent), unit] : [unit];
  };
  const longest = state.units
    .map(chainOf)
    .reduce((best, chain) => (chain.length > best.length ? chain : best), []);
  const [top, bottom] = [longest[0], longest.at(-1)];
  if (!top || !bottom) return state;
  const looped = { ...top, alsoUnder: bottom.id };
  return { ...state, units: state.units.map((unit) => (unit.id === top.id ? looped : unit)) };
}
