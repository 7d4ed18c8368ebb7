"use client";

import { ErrorPanel } from "#components/shell/error-panel.tsx";

type ErrorRouteProps = { error: Error & { digest?: string }; reset: () => void };

export default function ErrorRoute({ error, reset }: ErrorRouteProps) {
  return <ErrorPanel reference={error.digest} tryAgain={reset} />;
}
