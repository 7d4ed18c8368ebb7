const phrases = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  409: "Conflict",
  411: "Length Required",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  421: "Misdirected Request",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
} as const;

export type ProblemStatus = keyof typeof phrases;

export type Problem = {
  type: "about:blank";
  title: string;
  status: ProblemStatus;
  code: string;
  detail: string;
  /** Each place in what was sent that is not right, as a JSON pointer, or a parameter's name. */
  errors?: readonly { where: string; detail: string }[];
  /** Ties a failure of ours to a line in the log. */
  correlationId?: string;
};

/**
 * What went wrong, as RFC 9457 writes it: HTTP's own phrase, and by a code and a sentence what it was here.
 * @see https://www.rfc-editor.org/rfc/rfc9457
 */
export function problem(
  status: ProblemStatus,
  code: string,
  detail: string,
  more: Pick<Problem, "errors" | "correlationId"> = {},
): Problem {
  return { type: "about:blank", title: phrases[status], status, code, detail, ...more };
}
