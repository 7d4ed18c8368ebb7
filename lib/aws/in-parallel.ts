/**
 * Performs something for each item, up to `width` at a time, and yields the results in the items' order. The first rejection
 * ends it; what is still under way then is left to finish unheard.
 */
export async function* inParallel<Item, Result>(
  items: AsyncIterable<Item> | Iterable<Item>,
  width: number,
  perform: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = [];
  for await (const item of items) {
    const started = perform(item);
    // Its rejection is heard when its turn comes; until then it must not count as unhandled.
    started.catch(() => {});
    underWay.push(started);
    if (underWay.length < width) continue;
    const first = underWay.shift();
    if (first) yield await first;
  }
  for (const started of underWay) yield await started;
}
