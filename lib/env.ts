import { z } from "zod";
import { RECENT_SIGN_IN_MINUTES } from "./core/recent-sign-in.ts";

/** Values that the demo uses, and that a production process refuses to run on. */
const DEMO_MARK = /demo|example\.(test|com)|change-?me/i;

const isLoopback = (host: string) => /^(127\.\d+\.\d+\.\d+|localhost|\[::1\])$/.test(host);

function isZone(name: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat("en", { timeZone: name }));
  } catch {
    return false;
  }
}

const secret = z.string().min(32, "must be at least 32 characters");
const url = z.url({ protocol: /^https?$/ });
const origin = url.transform((text, context) => {
  const parsed = new URL(text);
  if (parsed.pathname !== "/" || parsed.search || parsed.hash) {
    context.addIssue({ code: "custom", message: "must be an origin, with no path" });
    return z.NEVER;
  }
  if (parsed.protocol !== "https:" && !isLoopback(parsed.hostname)) {
    context.addIssue({ code: "custom", message: "must be https" });
    return z.NEVER;
  }
  return parsed.origin;
});
/** A webhook's body names people and accounts, so it goes encrypted or nowhere. */
const hookUrl = url
  .refine((text) => {
    const { protocol, hostname } = new URL(text);
    return protocol === "https:" || isLoopback(hostname);
  }, "must be https")
  .refine((text) => {
    const { username, password } = new URL(text);
    return username === "" && password === "";
  }, "must hold no name and no password: what is posted is signed");
const minutes = z.coerce.number().int().positive();

const common = {
  GATEHOUSE_MODE: z.enum(["production", "demo"]).default("production"),
  /** The only address that links are built from. */
  GATEHOUSE_URL: origin,
  /** The zone that letters tell the time in, and pages until the browser tells its own. */
  GATEHOUSE_ZONE: z
    .string()
    .refine(isZone, "must be a zone of the IANA database, such as Europe/Berlin")
    .default("UTC"),
  GATEHOUSE_ORGANISATION_NAME: z.string().min(1).max(60),
  /** A group id of the identity store: ids stay, names can be given to another group. */
  GATEHOUSE_ADMINISTRATORS_GROUP_ID: z.string().min(1),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  AWS_ACCESS_PORTAL_URL: url,
  IDENTITY_CENTER_REGION: z.string().min(1),
  IDENTITY_CENTER_INSTANCE_ARN: z.string().min(1),
  IDENTITY_STORE_ID: z.string().min(1),
  /** AWS's quota is 15 (10 in older documents) for the whole instance; others need a share. */
  MAX_OPEN_ASSIGNMENT_OPERATIONS: z.coerce.number().int().min(1).max(15).default(12),
};

const webShape = z.object({
  ...common,
  GATEHOUSE_AUDITORS_GROUP_ID: z.string().min(1),
  OIDC_ISSUER: url,
  OIDC_CLIENT_ID: z.string().min(1),
  OIDC_CLIENT_SECRET: z.string().min(1),
  OIDC_SCOPE: z.string().default("openid profile email"),
  /** What a scraper of the metrics shows as its bearer token; without it there are no metrics. */
  METRICS_TOKEN: secret.optional(),
  /** How many proxies of our own stand in front, each adding an entry to X-Forwarded-For. */
  FORWARDING_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  /** Encrypts the short-lived cookies of a sign-in that is under way. */
  SIGN_IN_SECRET: secret,
  /** Which claim of the ID token names the person, and which attribute of the identity store it equals. */
  PERSON_CLAIM: z.string().min(1).default("sub"),
  /** How recent the sign-in of whoever agrees to a role like an administrator's has to be. */
  RECENT_SIGN_IN_MINUTES: z.coerce.number().int().min(1).max(720).default(RECENT_SIGN_IN_MINUTES),
  PERSON_ATTRIBUTE: z.enum(["externalId", "userName", "userId"]).default("externalId"),
});

const workerShape = z.object({
  ...common,
  SMTP_URL: z.url({ protocol: /^smtps?$/ }),
  MAIL_FROM: z.string().regex(/^[^\r\n]*[^\s<>@]+@[^\s<>@]+>?$/, "must be a mail address"),
  SYNC_EVERY_MINUTES: minutes.default(30),
  /** The account that Gatehouse itself runs in: whoever holds a role there holds Gatehouse. */
  GATEHOUSE_ACCOUNT_ID: z
    .string()
    .regex(/^\d{12}$/, "must be an account's id, of 12 digits")
    .optional(),
  /** How many mails that ask for decisions an approver gets within a quarter of an hour before further ones are gathered in one. */
  MAILS_BEFORE_DIGEST: z.coerce.number().int().min(1).max(1_000).default(3),
  /** Who is told of alarms, and where else they are posted. */
  OPERATOR_MAIL: z
    .string()
    .default("")
    .transform((text) =>
      text
        .split(",")
        .map((address) => address.trim())
        .filter(Boolean),
    )
    .refine(
      (all) => all.every((one) => /^[^\s<>@,;:"()[\]\\]+@[^\s<>@,;:"()[\]\\]+$/.test(one)),
      "must be mail addresses, with commas between them",
    ),
  ALARM_WEBHOOK_URL: hookUrl.optional(),
  ALARM_WEBHOOK_SECRET: secret.optional(),
  /** The file that says which webhooks are told of requests and grants. */
  NOTIFY_HOOKS_FILE: z.string().optional(),
  AWS_ACCESS_KEY_ID: z.string().optional(),
  ALLOW_STATIC_AWS_KEYS: z.literal("yes").optional(),
});

export type WebEnv = z.infer<typeof webShape>;
export type WorkerEnv = z.infer<typeof workerShape>;

/** What is wrong with a process's configuration, one sentence a line. */
export class ConfigurationError extends Error {
  readonly problems: readonly string[];
  constructor(problems: readonly string[]) {
    super(`The configuration cannot be used:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`);
    this.name = "ConfigurationError";
    this.problems = problems;
  }
}

function problemsOf(error: z.ZodError, source: NodeJS.ProcessEnv): string[] {
  return error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return source[name] ? `${name}: ${issue.message}.` : `${name} is missing.`;
  });
}

/** Secrets and addresses that would make a production process speak to the demo, or share its secrets. */
function demoValues(env: WebEnv | WorkerEnv): string[] {
  if (env.GATEHOUSE_MODE === "demo") return [];
  return Object.entries(env)
    .filter(
      ([name, value]) =>
        /SECRET|TOKEN|OIDC_CLIENT_ID|ACCESS_KEY|MAIL_FROM|INSTANCE_ARN|PORTAL|ORGANISATION_NAME/.test(name) &&
        DEMO_MARK.test(String(value)),
    )
    .map(([name]) => `${name} holds a demo value.`);
}

function read<Shape extends z.ZodType<WebEnv | WorkerEnv>>(
  shape: Shape,
  source: NodeJS.ProcessEnv,
): z.infer<Shape> {
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ""));
  const parsed = shape.safeParse(filled);
  if (!parsed.success) throw new ConfigurationError(problemsOf(parsed.error, source));
  const demo = demoValues(parsed.data);
  if (demo.length > 0) throw new ConfigurationError(demo);
  return parsed.data;
}

let web: WebEnv | undefined;

/**
 * The web process's configuration, from the environment, parsed once.
 * @throws ConfigurationError naming every variable that is missing, malformed or a demo value
 */
export function webEnv(): WebEnv {
  web ??= read(webShape, process.env);
  return web;
}

let worker: WorkerEnv | undefined;

/**
 * The worker's configuration, from the environment, parsed once. Static AWS keys are refused in production unless allowed.
 * @throws ConfigurationError naming every variable that is missing, malformed or a demo value
 */
export function workerEnv(): WorkerEnv {
  if (worker) return worker;
  const env = read(workerShape, process.env);
  if (
    env.GATEHOUSE_MODE === "production" &&
    env.AWS_ACCESS_KEY_ID &&
    !process.env.AWS_SESSION_TOKEN &&
    !env.ALLOW_STATIC_AWS_KEYS
  ) {
    throw new ConfigurationError([
      "AWS_ACCESS_KEY_ID is a long-lived key: give the worker a role, or set ALLOW_STATIC_AWS_KEYS=yes.",
    ]);
  }
  if (env.ALARM_WEBHOOK_URL && !env.ALARM_WEBHOOK_SECRET)
    throw new ConfigurationError([
      "ALARM_WEBHOOK_SECRET is missing: alarms are posted signed, or not at all.",
    ]);
  worker = env;
  return env;
}
