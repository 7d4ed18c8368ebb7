const widths = [
  ["46%", "30%"],
  ["62%", "24%"],
  ["38%", "36%"],
  ["54%", "20%"],
] as const;

/** Grey bars at the height of rows, after 200 ms, so that a quick answer never flickers. */
export function LoadingRows({ rows = 4 }: { rows?: number }) {
  const shown = Array.from({ length: rows }, (_, index) => ({
    row: index,
    bars: widths[index % widths.length] ?? widths[0],
  }));
  return (
    <div aria-busy="true">
      <p role="status" className="sr-only">
        Reading
      </p>
      <div aria-hidden="true" className="waits">
        {shown.map(({ row, bars }) => (
          <div key={row} className="flex h-row items-center gap-4 border-b border-line">
            {bars.map((width) => (
              <i key={width} className="h-2.5 bg-line" style={{ width }} />
            ))}
          </div>
        ))}
      </div>
    </div>
  );
}
