import { initials } from "#lib/format.ts";

/** A person's initials in a ring, beside the name. */
export function Initials({ of }: { of: string }) {
  return (
    <span
      aria-hidden="true"
      className="inline-grid size-6.5 flex-none place-items-center rounded-full border border-line-2 bg-surface text-[0.6875rem] font-strong tracking-[0.01em] text-ink-2"
    >
      {initials(of)}
    </span>
  );
}
