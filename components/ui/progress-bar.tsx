type ProgressBarProps = {
  /** What goes on: "groups". */
  label: string;
  done: number;
  /** Null while nobody knows how many there are. */
  of: number | null;
  /** The same in words, for those who do not see the bar. */
  text: string;
};

/** How far something is. Without an end in sight the bar is hatched and says so. */
export function ProgressBar({ label, done, of, text }: ProgressBarProps) {
  const share = of === null ? null : of === 0 ? 1 : Math.min(1, done / of);
  return (
    <span
      role="progressbar"
      aria-label={label}
      aria-valuetext={text}
      {...(share !== null && {
        "aria-valuemin": 0,
        "aria-valuemax": 100,
        "aria-valuenow": Math.round(share * 100),
      })}
      className="block h-2 border border-line-2 bg-surface forced-colors:border-[CanvasText]"
    >
      {share === null ? (
        <i className="hatch block h-full [--c:var(--chart-temporary)]" />
      ) : (
        <i
          className="block h-full bg-chart-temporary forced-colors:bg-[CanvasText]"
          style={{ width: `${share * 100}%` }}
        />
      )}
    </span>
  );
}
