import "#app/globals.css";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { readTheme } from "#app/theme.ts";

export const metadata: Metadata = {
  title: { default: "Gatehouse", template: "%s · Gatehouse" },
  description: "Federated, temporary access to AWS accounts",
  robots: { index: false, follow: false },
  formatDetection: { telephone: false, email: false, address: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f8fafb" },
    { media: "(prefers-color-scheme: dark)", color: "#0e1619" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" data-theme={await readTheme()} suppressHydrationWarning>
      <body>{children}</body>
    </html>
  );
}
