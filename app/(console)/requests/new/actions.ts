"use server";

import { z } from "zod";
import { parseLocalMoment } from "#app/(console)/local-moment.ts";
import { formAction } from "#app/form-action.ts";
import { line, listOf, paragraph } from "#app/form-fields.ts";
import { readZone } from "#app/zone.ts";
import { readRoleRefs } from "#lib/core/bundle.ts";
import { consoleDestination, MAX_DESTINATION_LENGTH } from "#lib/core/console-link.ts";
import { MAX_REASON_LENGTH } from "#lib/core/request.ts";
import { refuse } from "#lib/core/result.ts";
import { requestAccess } from "#lib/operations/request-access.ts";
import { requestBundle } from "#lib/operations/request-bundle.ts";
import { paths } from "#lib/paths.ts";
import { setArnOf } from "#lib/queries/api/set-arn.ts";

const wholeMinutes = "Give a whole number of minutes.";

export const ask = formAction({
  fields: {
    /** What is asked for, and what of it is left out after all. */
    role: listOf(z.string().max(100)).refine((words) => readRoleRefs(words).length === words.length),
    without: z.string().max(1000).default(""),
    startsAt: z.string().max(30).default(""),
    length: z.string({ error: "Choose for how long." }).regex(/^(\d{1,5}|own)$/, "Choose for how long."),
    ownMinutes: z
      .string()
      .trim()
      .regex(/^\d{0,5}$/, wholeMinutes),
    reason: paragraph(MAX_REASON_LENGTH).min(1, "Say why you need it. Approvers and auditors read this."),
    ticket: line(100),
    destination: z.string().max(MAX_DESTINATION_LENGTH).default(""),
  },
  fieldOf: {
    "too-short": "length",
    "too-long": "length",
    "too-far-ahead": "startsAt",
    "in-the-past": "startsAt",
    "outside-hours": "startsAt",
    "no-such-time": "startsAt",
    "reason-too-short": "reason",
    "ticket-needed": "ticket",
  },
  async act(doing, { role, without, startsAt, length, ownMinutes, reason, ticket, destination }) {
    const start = startsAt === "" ? null : parseLocalMoment(startsAt, await readZone());
    if (startsAt !== "" && start === null) return refuse({ code: "no-such-time" });
    const minutes = Number(length === "own" ? ownMinutes : length);
    const left = without.split(" ");
    const roles = await Promise.all(
      readRoleRefs(role.filter((word) => !left.includes(word))).map(async ({ accountId, setId }) => ({
        accountId,
        permissionSetArn: (await setArnOf(setId)) ?? setId,
      })),
    );
    const said = { minutes, startsAt: start, reason, ticket: ticket || null };
    const [only, second] = roles;
    if (only === undefined) return refuse({ code: "not-offered" });
    if (second === undefined) {
      const result = await requestAccess(doing, {
        ...only,
        ...said,
        destination: consoleDestination(destination),
      });
      return result.ok ? { ok: true, value: { redirectTo: paths.request(result.value.requestId) } } : result;
    }
    const result = await requestBundle(doing, { roles, ...said });
    if (!result.ok) return result;
    const [asked] = result.value.requests;
    return { ok: true, value: { redirectTo: asked ? paths.request(asked.requestId) : paths.requests() } };
  },
});
