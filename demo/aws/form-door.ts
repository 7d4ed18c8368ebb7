import type { IncomingHttpHeaders } from "node:http";
import { z } from "zod";
import { faultSchema } from "./faults.ts";
import { actOutside, outsideSchema } from "./outside.ts";
import { faultAskedBy, faultForms } from "./page/fault-forms.ts";
import { FormReader } from "./page/form-reader.ts";
import { outsideAskedBy, outsideDeeds } from "./page/outside-forms.ts";
import { settingsAskedBy } from "./page/settings-form.ts";
import type { Deed } from "./page.ts";
import { changedSettingsSchema } from "./settings.ts";
import { settleByHand } from "./settle.ts";
import type { SimulatedAws } from "./simulated-aws.ts";

export type FormAnswer = { done: string; section: string } | { problem: string } | { unknown: true };

const mostDeeds = 5;
const ownHosts = ["127.0.0.1", "localhost", "[::1]"];

/**
 * Whether this server's own page sent it. A browser names the origin with every form that it posts; the host is compared too, because a
 * foreign name may be made to lead here.
 */
export function isOwnOrigin({ origin, host, "sec-fetch-site": site }: IncomingHttpHeaders): boolean {
  if (origin === undefined || host === undefined || origin !== `http://${host}`) return false;
  const isFromHere = site === undefined || site === "same-origin";
  return isFromHere && ownHosts.includes(new URL(origin).hostname);
}

export function isOwnForm(headers: IncomingHttpHeaders): boolean {
  return isOwnOrigin(headers) && headers["content-type"] === "application/x-www-form-urlencoded";
}

/** The page's forms: what each does, and what was done by them lately. */
export function createFormDoor(aws: SimulatedAws) {
  let deeds: Deed[] = [];

  function answer(path: string, form: URLSearchParams): FormAnswer {
    const { world } = aws.endpoint;
    const reader = new FormReader(form, world);
    switch (path) {
      case "/forms/fault":
        return checked(reader, faultSchema, faultAskedBy(reader), (fault) => {
          world.faults.add(fault);
          return { done: `${faultForms[fault.kind].title} (${fault.operation}).`, section: "wrong" };
        });
      case "/forms/clear": {
        const isThere = world.faults.clear(reader.text("id"));
        return { done: isThere ? "Cleared." : "It was over already.", section: "wrong" };
      }
      case "/forms/outside":
        return checked(reader, outsideSchema, outsideAskedBy(reader), (act) => {
          const refusal = actOutside(world, act);
          return refusal === null
            ? { done: outsideDeeds[act.act], section: "outside" }
            : { problem: `AWS says: ${refusal}` };
        });
      case "/forms/settings":
        return checked(
          reader,
          settingsFormSchema,
          settingsWithLatency(reader, aws),
          ({ latencyMs, ...changed }) => {
            aws.setLatency(latencyMs);
            aws.set(changed);
            return { done: "The settings are saved.", section: "settings" };
          },
        );
      case "/forms/settle": {
        const reason = reader.text("as") === "failed" ? "Let fail by hand." : undefined;
        const settled = settleByHand(world, { requestId: reader.text("requestId") ?? "", reason });
        const words = settled.map(({ kind, status }) => `The ${kind} is ${status}.`);
        return { done: words.join(" ") || "It had settled already.", section: "under-way" };
      }
      case "/forms/expire":
        return { done: `${aws.expireCredentials()} credentials have expired.`, section: "settings" };
      default:
        return { unknown: true };
    }
  }

  return {
    deeds: (): readonly Deed[] => deeds,
    answer(path: string, form: URLSearchParams): FormAnswer {
      const answered = answer(path, form);
      if ("done" in answered) deeds = [{ at: aws.now(), words: answered.done }, ...deeds].slice(0, mostDeeds);
      return answered;
    },
  };
}

const settingsFormSchema = changedSettingsSchema.extend({ latencyMs: z.int().nonnegative() });

function settingsWithLatency(reader: FormReader, aws: SimulatedAws): object {
  return { ...settingsAskedBy(reader, aws.endpoint.world), latencyMs: reader.number("latencyMs") };
}

function checked<Asked>(
  { problems }: FormReader,
  schema: z.ZodType<Asked>,
  asked: object,
  perform: (asked: Asked) => FormAnswer,
): FormAnswer {
  if (problems.length > 0) return { problem: problems.join(" ") };
  const result = schema.safeParse(asked);
  return result.success ? perform(result.data) : { problem: z.prettifyError(result.error) };
}
