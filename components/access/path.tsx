import type { ReactNode } from "react";
import { type PathStop, PathStopName } from "#components/access/path-stop.tsx";

type PathProps = {
  stops: readonly PathStop[];
  kind: "standing" | "temporary";
  /** A post ends the line here: "15:10". Without it the line just goes on. */
  ends?: ReactNode;
};

/** Person, group, set, account on one line. */
export function Path({ stops, kind, ends }: PathProps) {
  return (
    <ol className="path" data-tone={kind}>
      {stops.map((stop) => (
        <li key={`${stop.kind} ${stop.label}`}>
          <PathStopName stop={stop} />
        </li>
      ))}
      {ends !== undefined && (
        <li data-end>
          <span className="flex items-center gap-2">
            <b className="font-strong">
              <span className="sr-only">ends </span>
              {ends}
            </b>
          </span>
        </li>
      )}
    </ol>
  );
}
