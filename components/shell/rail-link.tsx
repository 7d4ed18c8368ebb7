"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

/** A link of the main navigation that knows whether the page is under it. */
export function RailLink({
  href,
  className,
  children,
}: {
  href: string;
  className: string;
  children: ReactNode;
}) {
  const pathname = usePathname();
  const isCurrent = pathname === href || (href !== "/" && pathname.startsWith(`${href}/`));
  return (
    <Link
      href={href}
      prefetch={false}
      className={className}
      {...(isCurrent && { "aria-current": "page" as const })}
    >
      {children}
    </Link>
  );
}
