import { type ColumnType, ColumnTypeEnum } from "@prisma/driver-adapter-utils";

// Keyed by the type's oid in pg_type, which Postgres keeps stable: https://github.com/postgres/postgres/blob/master/src/include/catalog/pg_type.dat
const columnTypes = new Map<number, ColumnType>([
  [16, ColumnTypeEnum.Boolean],
  [17, ColumnTypeEnum.Bytes],
  [18, ColumnTypeEnum.Character],
  [20, ColumnTypeEnum.Int64],
  [21, ColumnTypeEnum.Int32],
  [23, ColumnTypeEnum.Int32],
  [26, ColumnTypeEnum.Int64],
  [114, ColumnTypeEnum.Json],
  [700, ColumnTypeEnum.Float],
  [701, ColumnTypeEnum.Double],
  [1000, ColumnTypeEnum.BooleanArray],
  [1002, ColumnTypeEnum.CharacterArray],
  [1003, ColumnTypeEnum.TextArray],
  [1005, ColumnTypeEnum.Int32Array],
  [1007, ColumnTypeEnum.Int32Array],
  [1009, ColumnTypeEnum.TextArray],
  [1015, ColumnTypeEnum.TextArray],
  [1016, ColumnTypeEnum.Int64Array],
  [1028, ColumnTypeEnum.Int64Array],
  [1082, ColumnTypeEnum.Date],
  [1114, ColumnTypeEnum.DateTime],
  [1184, ColumnTypeEnum.DateTime],
  [1700, ColumnTypeEnum.Numeric],
  [2950, ColumnTypeEnum.Uuid],
  [3802, ColumnTypeEnum.Json],
]);

/**
 * How the schema engine should read a column.
 * @param oid the column's type, an oid of `pg_type`
 * @returns the engine's name for it; text for every type it has no name for, such as the catalogue's own
 */
export function columnType(oid: number): ColumnType {
  return columnTypes.get(oid) ?? ColumnTypeEnum.Text;
}

function asSent(value: string): string {
  return value;
}

function asUtcInstant(value: string): string {
  return `${value.replace(" ", "T").replace(/[+-]\d{2}(:\d{2})?$/, "")}+00:00`;
}

// The engine parses these itself and would lose digits, or the zone, if they became numbers and dates here.
const parsers = new Map<number, (value: string) => string>([
  [20, asSent],
  [26, asSent],
  [114, asSent],
  [1082, asSent],
  [1114, asUtcInstant],
  [1184, asUtcInstant],
  [1700, asSent],
  [3802, asSent],
]);

/**
 * How a value that the schema engine reads is taken off the wire.
 * @param oid the column's type, an oid of `pg_type`
 * @returns a parser of the text Postgres sent (a session in UTC is assumed), or undefined for the driver's own
 */
export function columnParser(oid: number): ((value: string) => string) | undefined {
  return parsers.get(oid);
}
