type LegendPart = "used" | "left" | "tail" | "overdue";

const words = {
  used: "time used",
  left: "time left",
  tail: "assignment gone, an open session may live on",
  overdue: "past its end and still there",
} as const satisfies Record<LegendPart, string>;

const swatches = {
  used: "bg-state-temporary",
  left: "border border-state-temporary bg-wash-temporary",
  tail: "hatch",
  overdue: "overdue",
} as const satisfies Record<LegendPart, string>;

/** What the parts of a window mean, below a table of them. */
export function WindowLegend({ parts = ["used", "left", "tail"] }: { parts?: readonly LegendPart[] }) {
  return (
    <ul data-tone="temporary" className="mt-2 flex flex-wrap gap-x-4 gap-y-1 text-note text-ink-2">
      {parts.map((part) => (
        <li key={part} className="inline-flex items-center gap-1.5">
          <i aria-hidden="true" className={`h-2 w-3.5 flex-none ${swatches[part]}`} />
          {words[part]}
        </li>
      ))}
    </ul>
  );
}
