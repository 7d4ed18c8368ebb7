"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

type RefreshWhileMovingProps = {
  /** How long to the next look; each further one waits a little longer, up to `slowestSeconds`. */
  firstSeconds: number;
  slowestSeconds: number;
};

/** Reads the page again by itself while something on it is moving, and not while nobody looks at it. */
export function RefreshWhileMoving({ firstSeconds, slowestSeconds }: RefreshWhileMovingProps) {
  const router = useRouter();

  useEffect(() => {
    let pause = firstSeconds;
    let timer: ReturnType<typeof setTimeout>;
    function step() {
      timer = setTimeout(() => {
        if (!document.hidden) router.refresh();
        pause = Math.min(pause * 1.4, slowestSeconds);
        step();
      }, pause * 1000);
    }
    function lookAgain() {
      if (document.hidden) return;
      clearTimeout(timer);
      pause = firstSeconds;
      router.refresh();
      step();
    }
    step();
    document.addEventListener("visibilitychange", lookAgain);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", lookAgain);
    };
  }, [firstSeconds, slowestSeconds, router]);

  return null;
}
