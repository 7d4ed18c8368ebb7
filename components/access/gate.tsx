import type { CSSProperties } from "react";

type Lane = { look: "ended" | "active" | "scheduled" | "standing"; from: number; to: number };

const now = 57;

const lanes: readonly Lane[] = [
  { look: "ended", from: 3, to: 31 },
  { look: "ended", from: 27, to: 46 },
  { look: "standing", from: 12, to: 100 },
  { look: "active", from: 45, to: 71 },
  { look: "active", from: 24, to: 76 },
  { look: "scheduled", from: 61, to: 77 },
  { look: "ended", from: 6, to: 38 },
  { look: "ended", from: 33, to: 54 },
  { look: "standing", from: 50, to: 100 },
  { look: "active", from: 30, to: 73 },
  { look: "scheduled", from: 67, to: 80 },
  { look: "ended", from: 9, to: 36 },
  { look: "active", from: 41, to: 79 },
  { look: "ended", from: 22, to: 43 },
];

/** Windows through a day, for the eye only: what the product is about, beside the way in. */
export function Gate() {
  return (
    <div
      aria-hidden="true"
      className="relative flex flex-col justify-evenly overflow-hidden border-line bg-sunk py-8 max-wide:border-t wide:border-l"
    >
      {lanes.map(({ look, from, to }) => (
        <div
          key={`${look}-${from}`}
          className="window max-wide:nth-[n+9]:hidden"
          data-look={look}
          data-size="tall"
        >
          {look === "standing" ? (
            <i data-part="open" style={place(from, to)} />
          ) : (
            <>
              <i data-part="left" style={place(Math.max(now, from), to)} />
              <i data-part="used" style={place(from, Math.min(now, to))} />
              <i data-part="tail" style={place(to, to + 8)} />
              <i data-part="post" data-end style={place(to, to)} />
            </>
          )}
          <i data-part="post" style={place(from, from)} />
        </div>
      ))}
      <i className="absolute inset-y-0 w-px bg-ink" style={{ left: `${now}%` }} />
    </div>
  );
}

function place(from: number, to: number): CSSProperties {
  const shares: Record<`--${string}`, string> = {
    "--from": `${from}%`,
    "--span": `${Math.max(0, to - from)}%`,
  };
  return shares;
}
