import { State } from "#components/ui/state.tsx";
import type { AccountState as Name } from "#lib/core/catalogue.ts";

const words = {
  PENDING_ACTIVATION: "Being activated",
  ACTIVE: "Active",
  SUSPENDED: "Suspended",
  PENDING_CLOSURE: "Being closed",
  CLOSED: "Closed",
  UNKNOWN: "State not known",
} as const satisfies Record<Name, string>;

/** The state of an account in AWS, as colour, icon and word. */
export function AccountState({ state }: { state: Name }) {
  switch (state) {
    case "ACTIVE":
      return <State is="active">{words[state]}</State>;
    case "PENDING_ACTIVATION":
      return <State is="granting">{words[state]}</State>;
    case "PENDING_CLOSURE":
      return <State is="revoking">{words[state]}</State>;
    case "SUSPENDED":
    case "CLOSED":
    case "UNKNOWN":
      return <State is="disabled">{words[state]}</State>;
  }
}

/** The word alone, in lower case, for a filter: "suspended". */
export function sayAccountState(state: Name): string {
  return words[state].toLowerCase();
}
