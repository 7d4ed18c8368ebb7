/** A set of rows under a primary key, with further keys to look rows up by. Lists come sorted by primary key. */
export class Relation<Row, Index extends string = never> {
  readonly keyOf: (row: Row) => string;
  readonly #indexes: Readonly<Record<Index, (row: Row) => string>>;
  readonly #rows = new Map<string, Row>();
  readonly #buckets = new Map<string, Map<string, Row>>();
  readonly #sorted = new Map<string, readonly Row[]>();

  constructor(
    rows: Iterable<Row>,
    key: (row: Row) => string,
    indexes: Readonly<Record<Index, (row: Row) => string>>,
  ) {
    this.keyOf = key;
    this.#indexes = indexes;
    for (const row of rows) this.put(row);
  }

  get size(): number {
    return this.#rows.size;
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  /** Adds the row, or replaces the one under its key. */
  put(row: Row): void {
    const key = this.keyOf(row);
    this.delete(key);
    this.#rows.set(key, row);
    for (const bucketName of this.#bucketNames(row)) {
      const bucket = this.#buckets.get(bucketName) ?? new Map<string, Row>();
      bucket.set(key, row);
      this.#buckets.set(bucketName, bucket);
    }
  }

  delete(key: string): void {
    const row = this.#rows.get(key);
    if (row === undefined) return;
    this.#rows.delete(key);
    for (const bucketName of this.#bucketNames(row)) {
      const bucket = this.#buckets.get(bucketName);
      bucket?.delete(key);
      if (bucket?.size === 0) this.#buckets.delete(bucketName);
    }
  }

  all(): readonly Row[] {
    return this.#sort("", this.#rows);
  }

  where(index: Index, value: string): readonly Row[] {
    const bucketName = `${index}=${value}`;
    const bucket = this.#buckets.get(bucketName);
    return bucket ? this.#sort(bucketName, bucket) : [];
  }

  #sort(name: string, rows: ReadonlyMap<string, Row>): readonly Row[] {
    const known = this.#sorted.get(name);
    if (known) return known;
    const sorted = [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
    this.#sorted.set(name, sorted);
    return sorted;
  }

  /** Names the buckets of a row that is about to come or go, so their sorted lists are forgotten too. */
  *#bucketNames(row: Row): Generator<string> {
    this.#sorted.delete("");
    for (const index in this.#indexes) {
      const name = `${index}=${this.#indexes[index](row)}`;
      this.#sorted.delete(name);
      yield name;
    }
  }
}
