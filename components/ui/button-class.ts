export type ButtonKind = "plain" | "go" | "no" | "stop" | "quiet";
export type ButtonSize = "normal" | "small" | "large";

const kinds = {
  plain: "border-edge bg-surface text-ink hover:bg-hover hover:text-ink",
  go: "border-accent bg-accent text-on-accent hover:border-accent-hi hover:bg-accent-hi hover:text-on-accent",
  no: "border-state-denied bg-surface text-state-denied hover:bg-wash-denied hover:text-state-denied",
  stop: "border-blocked bg-blocked text-on-blocked hover:text-on-blocked hover:brightness-90",
  quiet: "border-transparent text-accent hover:bg-accent-wash hover:text-accent",
} as const satisfies Record<ButtonKind, string>;

const sizes = {
  normal: "min-h-control",
  small: "min-h-6.5 max-wide:min-h-9 pointer-coarse:min-h-9",
  large: "min-h-11 text-read max-wide:min-h-12",
} as const satisfies Record<ButtonSize, string>;

const paddings = {
  normal: "px-3",
  small: "px-2 max-wide:px-3",
  large: "px-5",
} as const satisfies Record<ButtonSize, string>;

const off = "cursor-not-allowed border-dashed border-line-2 text-ink-3 hover:text-ink-3";

const base =
  "inline-flex items-center justify-center gap-1.5 rounded-control border font-medium whitespace-nowrap align-middle transition-colors duration-(--fast)";

/** The one place that knows what a button looks like; a link that acts like one uses it too. */
export function buttonClass(kind: ButtonKind, size: ButtonSize, isOff = false): string {
  const padding = kind === "quiet" ? "px-1.5" : paddings[size];
  return `${base} ${sizes[size]} ${padding} ${isOff ? off : kinds[kind]}`;
}
