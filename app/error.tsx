"use client";

import { useRouter } from "next/navigation";
import { startTransition } from "react";
import { ErrorPanel } from "#components/shell/error-panel.tsx";

type ErrorRouteProps = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorRoute({ error, reset }: ErrorRouteProps) {
  const router = useRouter();
  // What failed on the server is asked for again; a reset alone would show the same failure.
  function tryAgain() {
    startTransition(() => {
      router.refresh();
      reset();
    });
  }
  return <ErrorPanel reference={error.digest} tryAgain={tryAgain} />;
}
