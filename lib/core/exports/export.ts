/** What one cell of an export holds. Lists of names are joined by the exporter; a moment is written as ISO 8601 in UTC. */
export type ExportCell = string | number | boolean | Date | null;

/** One row of an export: a cell for each of its columns. */
export type ExportRow = Readonly<Record<string, ExportCell>>;

/** A list as it leaves the house: every row that the filters leave, whoever asks for them page by page or all at once. */
export type Export = {
  /** What the file is called and what the audit tells: "accounts". */
  list: string;
  /** The filters that are on, as they were understood. */
  filters: Readonly<Record<string, string>>;
  /** The columns in their order; the head of the CSV, and the keys of each object of the JSON. */
  columns: readonly string[];
  rows: AsyncIterable<ExportRow>;
};

export const exportFormats = ["csv", "json"] as const;
export type ExportFormat = (typeof exportFormats)[number];

/** What the head of an export says about it. */
export type ExportMoment = {
  /** When it was made. */
  madeAt: Date;
  /** The reader's zone, an IANA name. */
  zone: string;
  /** When the read of AWS began that the rows are from; null when AWS was not read yet. */
  readAt: Date | null;
};
