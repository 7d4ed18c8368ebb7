import { pino } from "pino";

/** One line of JSON for each event. Fields that could carry a secret are blotted out, whoever hands them over. */
export const log = pino({
  base: null,
  timestamp: pino.stdTimeFunctions.isoTime,
  level: process.env.LOG_LEVEL ?? "info",
  redact: {
    paths: [
      "*.password",
      "*.secret",
      "*.token",
      "*.cookie",
      "*.authorization",
      "*.code",
      "*.id_token",
      "*.access_token",
    ],
    censor: "[redacted]",
  },
});
