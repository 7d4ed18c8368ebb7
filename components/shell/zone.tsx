"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

const aYear = 365 * 24 * 60 * 60;

/** Tells the server the browser's time zone by a cookie, and asks for the page again, once, when it was drawn in another. */
export function Zone({ drawnIn }: { drawnIn: string }) {
  const router = useRouter();

  useEffect(() => {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    const written = `gatehouse-zone=${encodeURIComponent(zone)}`;
    if (!zone || zone === drawnIn || document.cookie.split("; ").includes(written)) return;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store is not in every browser yet
    document.cookie = `${written}; Path=/; Max-Age=${aYear}; SameSite=Lax${secure}`;
    router.refresh();
  }, [drawnIn, router]);

  return null;
}
