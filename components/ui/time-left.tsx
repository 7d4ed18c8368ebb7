"use client";

import { useEffect, useState } from "react";
import { formatTimeLeft } from "#lib/format.ts";

type TimeLeftProps = {
  /** ISO instants: what is counted down to, and the server's now. */
  until: string;
  serverNow: string;
  /** After the figure: "left". */
  after?: string;
  /** When nothing is left: "over". */
  over?: string;
};

/**
 * Counts down by steps, each minute and under two minutes each second, from the server's clock: how the reader's own
 * clock stands does not matter.
 */
export function TimeLeft({ until, serverNow, after = "left", over = "over" }: TimeLeftProps) {
  const atRender = Date.parse(until) - Date.parse(serverNow);
  const [left, setLeft] = useState(atRender);

  useEffect(() => {
    const begun = performance.now();
    let timer: ReturnType<typeof setTimeout>;
    function step() {
      const now = atRender - (performance.now() - begun);
      setLeft(now);
      if (now <= 0) return;
      const unit = now < 121_000 ? 1000 : 60_000;
      timer = setTimeout(step, (now % unit) + 20);
    }
    step();
    return () => clearTimeout(timer);
  }, [atRender]);

  return <span role="timer">{left <= 0 ? over : `${formatTimeLeft(left)} ${after}`}</span>;
}
