import Link from "next/link";
import type { ReactNode } from "react";

type TextLinkProps = {
  href: string;
  /** "text" is underlined in the accent; "name" is a row's name; "plain" looks like the words around it. */
  as?: "text" | "name" | "plain";
  /** For another origin, a download or an answer that is not a page. */
  leaves?: boolean;
  "aria-label"?: string;
  children: ReactNode;
};

const looks = {
  text: "link",
  name: "inline-block py-0.5 font-strong",
  plain: "",
} as const;

/** A link within the product. It is read when it is followed and not before: pages are made from live data. */
export function TextLink({ href, as = "text", leaves = false, children, ...rest }: TextLinkProps) {
  if (leaves) {
    return (
      <a href={href} className={looks[as]} {...rest}>
        {children}
      </a>
    );
  }
  return (
    <Link href={href} prefetch={false} className={looks[as]} {...rest}>
      {children}
    </Link>
  );
}
