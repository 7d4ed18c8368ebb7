/** A name that does not break at its hyphens while it is short enough to stand on one line of a phone. */
export function Name({ children }: { children: string }) {
  return <span className={children.length <= 24 ? "whitespace-nowrap" : ""}>{children}</span>;
}
