/** How far lists lag behind, and the time by which that is measured. */
export type Lag = { nowMs: number; lagMs: number };

export type Listing<Row, Index extends string> = {
  all: () => readonly Row[];
  where: (index: Index, value: string) => readonly Row[];
};

type Change<Row> = { atMs: number; key: string; before: Row | undefined };

/** A set of rows under a primary key, with further keys to look rows up by. Lists come sorted by primary key. */
export class Relation<Row, Index extends string = never> {
  readonly keyOf: (row: Row) => string;
  readonly #indexes: Readonly<Record<Index, (row: Row) => string>>;
  readonly #lag: () => Lag;
  readonly #rows = new Map<string, Row>();
  readonly #buckets = new Map<string, Map<string, Row>>();
  readonly #sorted = new Map<string, readonly Row[]>();
  #recent: Change<Row>[] = [];

  constructor(
    rows: Iterable<Row>,
    key: (row: Row) => string,
    indexes: Readonly<Record<Index, (row: Row) => string>>,
    lag: () => Lag = () => ({ nowMs: 0, lagMs: 0 }),
  ) {
    this.keyOf = key;
    this.#indexes = indexes;
    this.#lag = lag;
    for (const row of rows) this.#insert(row);
  }

  get size(): number {
    return this.#rows.size;
  }

  get(key: string): Row | undefined {
    return this.#rows.get(key);
  }

  /** Adds the row, or replaces the one under its key. */
  put(row: Row): void {
    this.#remember(this.keyOf(row));
    this.#insert(row);
  }

  delete(key: string): void {
    this.#remember(key);
    this.#remove(key);
  }

  all(): readonly Row[] {
    return this.#sort("", this.#rows);
  }

  where(index: Index, value: string): readonly Row[] {
    const bucketName = `${index}=${value}`;
    const bucket = this.#buckets.get(bucketName);
    return bucket ? this.#sort(bucketName, bucket) : [];
  }

  /** The rows as AWS's lists show them: without the changes of the last moments, where lists lag. */
  get listed(): Listing<Row, Index> {
    const former = this.#former();
    if (former.size === 0) return this;
    const before = (rows: readonly Row[], isIn: (row: Row) => boolean): readonly Row[] => {
      const gone = [...former.values()].filter((row) => row !== undefined);
      const kept = rows.filter((row) => !former.has(this.keyOf(row)));
      const keyed = [...kept, ...gone.filter(isIn)].map((row) => ({ row, key: this.keyOf(row) }));
      return keyed.sort((one, other) => (one.key < other.key ? -1 : 1)).map(({ row }) => row);
    };
    return {
      all: () => before(this.all(), () => true),
      where: (index, value) => before(this.where(index, value), (row) => this.#indexes[index](row) === value),
    };
  }

  #insert(row: Row): void {
    const key = this.keyOf(row);
    this.#remove(key);
    this.#rows.set(key, row);
    for (const bucketName of this.#bucketNames(row)) {
      const bucket = this.#buckets.get(bucketName) ?? new Map<string, Row>();
      bucket.set(key, row);
      this.#buckets.set(bucketName, bucket);
    }
  }

  #remove(key: string): void {
    const row = this.#rows.get(key);
    if (row === undefined) return;
    this.#rows.delete(key);
    for (const bucketName of this.#bucketNames(row)) {
      const bucket = this.#buckets.get(bucketName);
      bucket?.delete(key);
      if (bucket?.size === 0) this.#buckets.delete(bucketName);
    }
  }

  #remember(key: string): void {
    const { nowMs, lagMs } = this.#lag();
    if (lagMs === 0) return;
    const firstKept = this.#recent.findIndex((change) => change.atMs > nowMs - lagMs);
    if (firstKept !== 0) this.#recent = firstKept < 0 ? [] : this.#recent.slice(firstKept);
    this.#recent.push({ atMs: nowMs, key, before: this.#rows.get(key) });
  }

  /** What stood under each key that has changed too lately to be listed; undefined where nothing did. */
  #former(): ReadonlyMap<string, Row | undefined> {
    const former = new Map<string, Row | undefined>();
    if (this.#recent.length === 0) return former;
    const { nowMs, lagMs } = this.#lag();
    for (const { atMs, key, before } of this.#recent) {
      if (atMs > nowMs - lagMs && !former.has(key)) former.set(key, before);
    }
    return former;
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
