import Link from "next/link";
import { Mark } from "#components/shell/mark.tsx";
import { paths } from "#lib/paths.ts";

export function Brand() {
  return (
    <Link
      href={paths.home()}
      prefetch={false}
      className="flex items-center gap-2 text-h2 font-brand tracking-[-0.01em] hover:text-ink focus-visible:shadow-[inset_0_0_0_2px_var(--focus)]"
    >
      <Mark />
      Gatehouse
    </Link>
  );
}
