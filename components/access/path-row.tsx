import type { ReactNode } from "react";
import { type PathStop, PathStopName } from "#components/access/path-stop.tsx";

type PathRowProps = {
  /** One stop for each column; null where the line runs through: "direct". */
  stops: readonly (PathStop | null)[];
  /** What a column that is run through says. */
  through?: string;
  kind: "standing" | "temporary";
  /** When it ends, and how long that is; null when it has no end. */
  ends: ReactNode | null;
  /** Further cells, as td: since when, by which rule. */
  children?: ReactNode;
};

/** A path as a row of a table folded as "paths": one stroke through the cells, a rail on phones. */
export function PathRow({ stops, through = "direct", kind, ends, children }: PathRowProps) {
  const cells = stops.map((stop, column) => ({ stop, key: stop === null ? `through ${column}` : stop.kind }));
  return (
    <tr data-tone={kind}>
      {cells.map(({ stop, key }) => (
        <td key={key} className="path-cell">
          {stop === null ? (
            <span className="path-through text-note text-ink-3">{through}</span>
          ) : (
            <span className="path-stop">
              <PathStopName stop={stop} />
            </span>
          )}
        </td>
      ))}
      <td>
        {ends === null ? (
          <span className="path-goes-on">no end</span>
        ) : (
          <span className="path-end">
            <span>{ends}</span>
          </span>
        )}
      </td>
      {children}
    </tr>
  );
}
