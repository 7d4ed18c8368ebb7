"use client";

import { useEffect, useState } from "react";
import { formatClock, formatDay, zoneName } from "#lib/format.ts";

type ClockProps = {
  /** The server's now, ISO. */
  serverNow: string;
  zone: string;
};

/** The time on the server in the reader's zone, by whole minutes. */
export function Clock({ serverNow, zone }: ClockProps) {
  const atRender = Date.parse(serverNow);
  const [time, setTime] = useState(atRender);

  useEffect(() => {
    const begun = performance.now();
    let timer: ReturnType<typeof setTimeout>;
    function step() {
      const now = atRender + performance.now() - begun;
      setTime(now);
      timer = setTimeout(step, 60_000 - (now % 60_000) + 20);
    }
    step();
    return () => clearTimeout(timer);
  }, [atRender]);

  const at = new Date(time);
  return (
    <span className="text-ink-2">
      <span className="max-broad:hidden">{formatDay(at, zone)} </span>
      <b className="font-strong text-ink">{formatClock(at, zone)}</b> {zoneName(at, zone)}
    </span>
  );
}
