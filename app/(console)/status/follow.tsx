"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Asks for the page again every two seconds, as long as it is drawn: for what is under way. */
export function Follow() {
  const router = useRouter();
  useEffect(() => {
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, 2000);
    return () => clearInterval(timer);
  }, [router]);
  return null;
}
