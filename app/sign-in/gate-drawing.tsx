import type { CSSProperties } from "react";

/** Where the present stands in the drawing, in percent of its width. */
const NOW = 57;
const TAIL = 8;

/** Windows of access that nobody holds: from, length, or without an end. */
const windows: readonly { from: number; length: number | null }[] = [
  { from: 2, length: 30 },
  { from: 30, length: 18 },
  { from: 14, length: null },
  { from: 8, length: 22 },
  { from: 46, length: 26 },
  { from: 22, length: 52 },
  { from: 60, length: 14 },
  { from: 5, length: 34 },
  { from: 36, length: 20 },
  { from: 52, length: null },
  { from: 18, length: 16 },
  { from: 28, length: 46 },
  { from: 68, length: 12 },
  { from: 10, length: 28 },
  { from: 40, length: 38 },
  { from: 24, length: 20 },
];

/** What the product is about, drawn for the eye only: access that begins, ends, and lives on for a while. */
export function GateDrawing() {
  return (
    <div
      aria-hidden="true"
      className="relative flex flex-col justify-evenly overflow-hidden border-line bg-sunk py-4 max-wide:border-t max-wide:[&>.window:nth-child(n+9)]:hidden wide:border-l wide:py-8"
    >
      {windows.map(({ from, length }) => (
        <div key={from} className="window" data-look={lookOf(from, length)}>
          {partsOf(from, length).map(({ part, at, span }) => (
            <i key={`${part}-${at}`} data-part={part} style={place(at, span)} />
          ))}
        </div>
      ))}
      <i className="absolute inset-y-0 left-[57%] w-px bg-ink" />
    </div>
  );
}

function lookOf(from: number, length: number | null): string {
  if (length === null) return "standing";
  if (from > NOW) return "scheduled";
  return from + length < NOW ? "ended" : "active";
}

function partsOf(from: number, length: number | null) {
  if (length === null) {
    return [
      { part: "open", at: from, span: 100 - from },
      { part: "post", at: from, span: 0 },
    ];
  }
  const end = from + length;
  const used = Math.min(Math.max(NOW - from, 0), length);
  return [
    { part: "left", at: from + used, span: length - used },
    { part: "used", at: from, span: used },
    { part: "tail", at: end, span: TAIL },
    { part: "post", at: from, span: 0 },
    { part: "post", at: end, span: 0 },
  ].filter(({ part, span }) => part === "post" || span > 0);
}

function place(from: number, span: number): CSSProperties {
  const shares: Record<`--${string}`, string> = { "--from": `${from}%`, "--span": `${span}%` };
  return shares;
}
