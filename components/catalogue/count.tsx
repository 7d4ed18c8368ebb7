import { formatNumber } from "#lib/format.ts";

const looks = {
  plain: "",
  standing: "text-state-standing",
  temporary: "font-strong text-state-temporary",
} as const;

/** A number in a cell; nothing to count reads as a quiet dash. */
export function Count({ of, as = "plain" }: { of: number; as?: keyof typeof looks }) {
  if (of === 0) return <span className="text-ink-3">–</span>;
  return <span className={looks[as]}>{formatNumber(of)}</span>;
}
