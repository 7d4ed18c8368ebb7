import { pino } from "pino";

/** One line of JSON for each event. Fields that could carry a secret are blotted out, whoever hands them over. */
export const log = pino({
  base: null,
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
