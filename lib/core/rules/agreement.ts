import type { Rule, RuleContent, Stage } from "./rule-content.ts";

/** One decision: whose, at which stage (from 0), and when. */
export type Voice = {
  deciderId: string;
  /** The approver who was away, in whose place they decided. */
  inPlaceOfId?: string | null;
  stage: number;
  verdict: "approve" | "deny";
  at: Date;
};

/** Everybody who is heard by a voice: the decider, and whoever they decided in the place of. */
export function heardBy({ deciderId, inPlaceOfId = null }: Voice): readonly string[] {
  return inPlaceOfId === null ? [deciderId] : [deciderId, inPlaceOfId];
}

/** How far the agreement to a request has come. */
export type Standing =
  | { kind: "agreed" }
  | { kind: "denied"; by: string }
  /** Waits at this stage (from 0), since then, for so many more. */
  | { kind: "open"; stage: number; since: Date; missing: number };

/**
 * How far the agreement to a request has come, from its rule's stages and the voices that were given. One no ends it. Nobody counts twice, by
 * themselves or by whoever decides in their place: of several voices of one person the first counts, at its own stage.
 * @param askedAt when the first stage began
 */
export function standingOf(
  { stages }: RuleContent["agreement"],
  voices: readonly Voice[],
  askedAt: Date,
): Standing {
  const no = voices.find(({ verdict }) => verdict === "deny");
  if (no) return { kind: "denied", by: no.deciderId };
  const heard = new Set<string>();
  let since = askedAt;
  for (const [index, stage] of stages.entries()) {
    const yeses: Voice[] = [];
    const here = voices.filter((voice) => voice.stage === index);
    for (const voice of here.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
      const people = heardBy(voice);
      if (people.some((person) => heard.has(person))) continue;
      for (const person of people) heard.add(person);
      yeses.push(voice);
    }
    if (yeses.length < stage.quorum)
      return { kind: "open", stage: index, since, missing: stage.quorum - yeses.length };
    since = yeses.at(stage.quorum - 1)?.at ?? since;
  }
  return { kind: "agreed" };
}

/** When the fallback approvers of a stage may decide as well; null when it has none. */
export function fallbackAt(stage: Stage, since: Date): Date | null {
  return stage.fallback && new Date(since.getTime() + stage.fallback.afterMinutes * 60_000);
}

/** How many people have to agree in all. */
export function voicesNeeded({ content }: Rule): number {
  return content.agreement.stages.reduce((sum, { quorum }) => sum + quorum, 0);
}
