import { pino } from "pino";

/** One JSON line an event, to standard output. Values under these names never reach a line. */
export const log = pino({
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  level: process.env.LOG_LEVEL ?? "info",
  redact: ["token", "*.token", "cookie", "*.cookie", "authorization", "*.authorization", "password", "*.password", "secret", "*.secret"],
});
