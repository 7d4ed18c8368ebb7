import { notFound } from "next/navigation";

/** The id in a page's path. What no id could be leads nowhere, like an id that is not known. */
export async function readId(params: Promise<{ id: string }>): Promise<string> {
  const { id } = await params;
  return safeId(id) ?? notFound();
}

const longest = 200;

/** A part of a path decoded; null when it is malformed, absurdly long, or holds a control character. */
export function safeId(part: string): string | null {
  try {
    const id = decodeURIComponent(part);
    return id.length > longest || /\p{Cc}/u.test(id) ? null : id;
  } catch {
    return null;
  }
}
