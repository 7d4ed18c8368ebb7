import Link from "next/link";
import { paths } from "#lib/paths.ts";

const links = [
  { label: "Your sessions", href: paths.sessions() },
  { label: "While you are away", href: paths.away() },
  { label: "API tokens", href: paths.tokens() },
] as const;

/** What a person keeps in the console for themselves. */
export function OwnLinks() {
  return (
    <ul>
      {links.map(({ label, href }) => (
        <li key={href}>
          <Link
            href={href}
            prefetch={false}
            className="flex min-h-11 items-center rounded-control px-2 text-ink-2 hover:bg-hover hover:text-ink wide:min-h-8"
          >
            {label}
          </Link>
        </li>
      ))}
    </ul>
  );
}
