/**
 * Does something for each item, a few at a time, each as soon as one of the others is done. After the first failure no further item is begun.
 * @throws the first failure; what is still under way then ends unheard
 */
export async function sideBySide<Item>(
  items: Iterable<Item>,
  width: number,
  perform: (item: Item) => Promise<void>,
): Promise<void> {
  const left = items[Symbol.iterator]();
  let hasFailed = false;
  const work = async (): Promise<void> => {
    for (let next = left.next(); !next.done && !hasFailed; next = left.next()) {
      try {
        await perform(next.value);
      } catch (error) {
        hasFailed = true;
        throw error;
      }
    }
  };
  await Promise.all(Array.from({ length: width }, work));
}
