/** A stage, with who could say yes at it. */
export type AbleStage = { quorum: number; approverIds: readonly string[] };

/**
 * Whether the people that there are could agree to a request through all of its stages, each of them at one stage only.
 * @returns for each place at a stage a person of its own can be found
 */
export function areEnough(stages: readonly AbleStage[]): boolean {
  const takenBy = new Map<string, number>();
  const places = stages.flatMap((stage) => Array.from({ length: stage.quorum }, () => stage.approverIds));
  return places.every((_, place) => canSeat(place, new Set()));

  /** Finds somebody for a place, whom another place gives up when it can have somebody else. */
  function canSeat(place: number, tried: Set<string>): boolean {
    for (const id of places[place] ?? []) {
      if (tried.has(id)) continue;
      tried.add(id);
      const holder = takenBy.get(id);
      if (holder !== undefined && !canSeat(holder, tried)) continue;
      takenBy.set(id, place);
      return true;
    }
    return false;
  }
}
