import type { ReactNode } from "react";

/** What a person wrote, word for word. */
export function Quote({ children, below }: { children: ReactNode; below?: ReactNode }) {
  return (
    <figure className="mt-3 max-w-measure border-l-2 border-line-2 py-0.5 pl-3 text-read">
      <blockquote className="whitespace-pre-line">“{children}”</blockquote>
      {below && <figcaption>{below}</figcaption>}
    </figure>
  );
}
