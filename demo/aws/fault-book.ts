import type { Call, Fault, FaultKind, FaultOf } from "./faults.ts";

/** A fault, how often it has hit and since when it is in force. */
export type FaultInForce = { id: string; fault: Fault; hits: number; sinceMs: number };

export type FaultBook = ReturnType<typeof createFaultBook>;

/** Faults that are over are told about for a while, so that one sees whether the last of them has hit. */
const mostOver = 12;

/**
 * What goes wrong in a world. `nowMs` is the simulated clock, by which faults end by themselves; `draw` gives a number of at
 * least 0 and below 1 for those that hit a share of the requests.
 */
export function createFaultBook(nowMs: () => number, draw: () => number) {
  let inForce: FaultInForce[] = [];
  let over: FaultInForce[] = [];
  let made = 0;
  let isSpared = false;

  function end(isEnding: (one: FaultInForce) => boolean): void {
    over = [...inForce.filter(isEnding), ...over].slice(0, mostOver);
    inForce = inForce.filter((one) => !isEnding(one));
  }

  function endWhatIsOver(): void {
    if (inForce.length === 0) return;
    const now = nowMs();
    if (inForce.some((one) => isPast(one, now))) end((one) => isPast(one, now));
  }

  return {
    /** In the order in which they were added. */
    get inForce(): readonly FaultInForce[] {
      endWhatIsOver();
      return inForce;
    },
    /** Those that ended last, the latest first. */
    get over(): readonly FaultInForce[] {
      endWhatIsOver();
      return over;
    },
    add(fault: Fault): FaultInForce {
      made += 1;
      const added = { id: `fault-${made}`, fault, hits: 0, sinceMs: nowMs() };
      inForce = [...inForce, added];
      return added;
    },
    /** Ends the one of this id, or all; false when there is none such. */
    clear(id?: string): boolean {
      const before = inForce.length;
      end((one) => id === undefined || one.id === id);
      return inForce.length < before;
    },
    /** Does something that no fault hits: what others do is not what was asked to go wrong. */
    spare<Done>(act: () => Done): Done {
      isSpared = true;
      try {
        return act();
      } finally {
        isSpared = false;
      }
    },
    /** The first fault of these kinds that hits the request, counted as one hit; null when none does. */
    take<Kind extends FaultKind>(call: Call, kinds: readonly Kind[]): FaultOf<Kind> | null {
      if (isSpared || inForce.length === 0) return null;
      endWhatIsOver();
      const isWanted = (fault: Fault): fault is FaultOf<Kind> =>
        kinds.some((kind) => kind === fault.kind) && concerns(fault, call);
      for (const one of inForce) {
        const { fault } = one;
        if (!isWanted(fault)) continue;
        if (fault.share !== undefined && draw() >= fault.share) continue;
        one.hits += 1;
        if (fault.times !== undefined && one.hits >= fault.times) end((other) => other === one);
        return fault;
      }
      return null;
    },
  };
}

/** A fault in force as the control endpoint tells of it. */
export function toldFault({ id, fault, hits, sinceMs }: FaultInForce) {
  const until = fault.forMs === undefined ? null : new Date(sinceMs + fault.forMs).toISOString();
  return { id, hits, since: new Date(sinceMs).toISOString(), until, ...fault };
}

function isPast({ fault, sinceMs }: FaultInForce, nowMs: number): boolean {
  return fault.forMs !== undefined && nowMs >= sinceMs + fault.forMs;
}

function concerns(fault: Fault, call: Call): boolean {
  const { service, operation } = call;
  if (!["*", operation, `${service}:*`, `${service}:${operation}`].includes(fault.operation)) return false;
  if (fault.kind === "page-fails" && call.page() !== fault.page) return false;
  if (isLaterPageFault(fault) && (call.page() ?? 1) === 1) return false;
  const { accountId, permissionSetArn, principalId } = fault;
  if (accountId === undefined && permissionSetArn === undefined && principalId === undefined) return true;
  const subject = call.subject();
  return (
    (accountId === undefined || accountId === subject.accountId) &&
    (permissionSetArn === undefined || permissionSetArn === subject.permissionSetArn) &&
    (principalId === undefined || principalId === subject.principalId)
  );
}

function isLaterPageFault(fault: Fault): boolean {
  return fault.kind === "later-page-fails" || fault.kind === "token-expires";
}
