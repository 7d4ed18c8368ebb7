type RatioProps = {
  /** Each part as a share of the whole, 0 to 1, in the chart colour it means. */
  standing: number;
  temporary: number;
};

/** Standing against temporary as one bar; the figures stand beside it, so it is hidden from assistive technology. */
export function Ratio({ standing, temporary }: RatioProps) {
  return (
    <span aria-hidden="true" className="flex h-2 min-w-16 gap-px">
      <i className="h-full bg-chart-standing" style={{ width: `${standing * 100}%` }} />
      {temporary > 0 && (
        <i className="h-full min-w-0.75 bg-chart-temporary" style={{ width: `${temporary * 100}%` }} />
      )}
    </span>
  );
}
