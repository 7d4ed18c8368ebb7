"use client";

import "#app/globals.css";
import { ErrorPanel } from "#components/shell/error-panel.tsx";

type GlobalErrorProps = { error: Error & { digest?: string } };

export default function GlobalError({ error }: GlobalErrorProps) {
  return (
    <html lang="en">
      <body>
        <title>Gatehouse</title>
        <ErrorPanel reference={error.digest} tryAgain={() => location.reload()} />
      </body>
    </html>
  );
}
