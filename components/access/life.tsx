import type { ReactNode } from "react";

const steps = ["asked", "deciding", "granting", "active", "ended", "sessions"] as const;

export type LifeStep = (typeof steps)[number];

const words = {
  asked: "Asked",
  deciding: "Deciding",
  granting: "Granting",
  active: "Active",
  ended: "Ended",
  sessions: "Sessions over",
} as const satisfies Record<LifeStep, string>;

const tones = {
  asked: "pending",
  deciding: "pending",
  granting: "granting",
  active: "active",
  ended: "ended",
  sessions: "ended",
} as const satisfies Record<LifeStep, string>;

type LifeProps = {
  /** The step it is in. */
  at: LifeStep;
  /** What is said under a step: when it was, how long it usually takes. */
  notes?: Partial<Record<LifeStep, ReactNode>>;
  /** It ended in this step instead of going on: "Denied", "Lapsed". The steps after it will not come. */
  stopped?: { word: string; tone: "denied" | "ended" | "blocked" };
  /** The life of what: "this request". */
  of?: string;
};

/** A request's whole way, and how far it has come. */
export function Life({ at, notes = {}, stopped, of = "this request" }: LifeProps) {
  const here = steps.indexOf(at);
  return (
    <ol aria-label={`Life of ${of}`} className="life mb-7 grid grid-cols-3 gap-y-3 wide:grid-cols-6">
      {steps.map((step, index) => {
        const isNow = index === here;
        // A blocked removal is no end: what follows it is still to come.
        const willNotCome = stopped !== undefined && stopped.tone !== "blocked" && index > here;
        return (
          <li
            key={step}
            data-step={step}
            {...(isNow && { "aria-current": "step" as const, "data-tone": stopped?.tone ?? tones[step] })}
            className={`mr-0.75 border-t-[3px] pt-2 pr-2 leading-[1.35] ${look(index, here, willNotCome)}`}
          >
            <b
              className={`block ${isNow ? "font-strong" : "font-medium"} ${willNotCome ? "line-through" : ""}`}
            >
              {isNow && stopped ? stopped.word : words[step]}
            </b>
            <span className="text-note">{willNotCome ? "will not come" : notes[step]}</span>
          </li>
        );
      })}
    </ol>
  );
}

function look(index: number, here: number, willNotCome: boolean): string {
  if (index < here) return "border-state-temporary text-ink-2";
  if (index === here) return "border-state text-state";
  return willNotCome ? "border-line text-ink-3" : "border-line-2 text-ink-3";
}
