"use client";

import { type ChangeEvent, type ReactNode, useActionState, useState } from "react";
import { idle } from "#app/form-state.ts";
import { AskAnswer } from "#components/access/ask-answer.tsx";
import { BundleAnswer } from "#components/access/bundle-answer.tsx";
import { LengthField } from "#components/access/length-field.tsx";
import { Overlaps } from "#components/access/overlaps.tsx";
import { Button } from "#components/ui/button.tsx";
import { Columns } from "#components/ui/columns.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { TextField } from "#components/ui/text-field.tsx";
import { writeRoleRef } from "#lib/core/bundle.ts";
import { MIN_MINUTES } from "#lib/core/rules/bounds.ts";
import type { DecidingRule, RoleToAsk } from "#lib/core/shown-access.ts";
import { count, spellMinutes } from "#lib/format.ts";
import { ask } from "./actions.ts";
import { ReasonField } from "./reason-field.tsx";

type AskFormProps = {
  /** The chosen role first, then what is asked together with it. */
  roles: readonly [RoleToAsk, ...RoleToAsk[]];
  begins: { minutes: number; reason: string; ticket: string; dest: string | null };
  now: Date;
  zone: string;
  /** The account and the role, already chosen. */
  children: ReactNode;
};

const refOf = ({ account, role }: RoleToAsk) => writeRoleRef({ accountId: account.id, setId: role.id });

/** The ask itself, for one role or several. What it would mean stands beside it, and follows the length. */
export function AskForm({ roles, begins, now, zone, children }: AskFormProps) {
  const [state, send, isSending] = useActionState(ask, idle);
  const sent = state.status === "refused" ? state.values : {};
  const errors = (state.status === "refused" && state.fieldErrors) || {};
  const text = (name: string, otherwise: string) => {
    const value = sent[name];
    return typeof value === "string" ? value : otherwise;
  };
  const length = text("length", String(begins.minutes));
  const ownMinutes = text("ownMinutes", "");
  const [minutes, setMinutes] = useState(Number(length === "own" ? ownMinutes : length));
  const [isLater, setIsLater] = useState(text("startsAt", "") !== "");
  const [first] = roles;
  // What all of them allow.
  const maxMinutes = Math.min(...roles.map(({ role }) => role.maxMinutes));
  const aheadMinutes = Math.min(...roles.map(aheadOf));

  function follow({ currentTarget }: ChangeEvent<HTMLFormElement>) {
    const form = new FormData(currentTarget);
    const chosen = form.get("length");
    setMinutes(Number(chosen === "own" ? form.get("ownMinutes") : chosen));
    setIsLater((form.get("startsAt") ?? "") !== "");
  }
  const isWithin = minutes >= MIN_MINUTES && minutes <= maxMinutes;
  const ruled = roles.map((of) => ({ of, rule: ruleFor(of, minutes, isLater) }));
  const rules = ruled.flatMap(({ rule }) => (rule ? [rule] : []));
  const tickets = [...new Set(rules.flatMap((rule) => rule.tickets))];
  const refused = roles.filter((each) => errors[refOf(each)] !== undefined);
  const moment = { now, zone };

  return (
    <Columns
      as="ask"
      beside={
        roles.length === 1 ? (
          <AskAnswer
            account={first.account}
            rule={ruled[0]?.rule}
            role={first.role}
            minutes={isWithin ? minutes : null}
            {...moment}
          />
        ) : (
          <BundleAnswer
            roles={ruled}
            maxMinutes={maxMinutes}
            minutes={isWithin ? minutes : null}
            {...moment}
          />
        )
      }
    >
      {children}
      <div className="mb-5 max-w-form">
        {roles.map((each, index) => (
          <Overlaps
            key={refOf(each)}
            of={each}
            isSaid={roles.slice(0, index).some(({ account }) => account.id === each.account.id)}
            minutes={isWithin ? minutes : null}
            {...moment}
          />
        ))}
      </div>
      <form action={send} onChange={follow}>
        {state.status === "refused" &&
          (refused.length > 0 ? (
            <RolesRefused message={state.message} roles={roles} refused={refused} errors={errors} />
          ) : (
            <FormError
              title="The request was not sent."
              problems={Object.entries(errors).map(([fieldId, message]) => ({ fieldId, message }))}
            >
              {Object.keys(errors).length === 0 && state.message}
            </FormError>
          ))}
        {roles.map((each) => (
          <input key={refOf(each)} type="hidden" name="role" value={refOf(each)} />
        ))}
        {begins.dest !== null && <input type="hidden" name="destination" value={begins.dest} />}
        <LengthField
          maxMinutes={maxMinutes}
          chosen={length}
          own={ownMinutes}
          error={errors.length ?? errors.ownMinutes}
        />
        {aheadMinutes > 0 && (
          <TextField
            name="startsAt"
            type="datetime-local"
            label="Begin later"
            aside="(optional)"
            hint={`In ${zone}, at most ${spellMinutes(aheadMinutes)} ahead. Left empty, it begins with the yes.`}
            width="16rem"
            defaultValue={text("startsAt", "")}
            error={errors.startsAt}
          />
        )}
        <ReasonField
          hint={reasonHint(rules)}
          error={errors.reason}
          begins={text("reason", begins.reason)}
          templates={[...new Set(rules.flatMap((rule) => rule.templates))]}
        />
        <TextField
          name="ticket"
          label="Ticket"
          aside={tickets.length > 0 ? `such as ${tickets.join(", ")}` : "(optional)"}
          width="16rem"
          maxLength={100}
          autoComplete="off"
          defaultValue={text("ticket", begins.ticket)}
          error={errors.ticket}
        />
        {begins.dest !== null && (
          <p className="mb-4 max-w-measure wrap-anywhere text-ink-2">
            Once you have it, <b className="font-medium text-ink">Open console</b> leads to{" "}
            <span className="mono">{begins.dest}</span>
          </p>
        )}
        <Button kind="go" type="submit" className="max-wide:w-full">
          {isSending ? "Asking" : asks(roles.length, isWithin ? minutes : null)}
        </Button>
      </form>
    </Columns>
  );
}

function asks(roles: number, minutes: number | null): string {
  const length = minutes === null ? null : spellMinutes(minutes);
  if (roles === 1) return length === null ? "Ask" : `Ask for ${length}`;
  return `Ask for ${count(roles, "role")}${length === null ? "" : `, ${length} each`}`;
}

type RolesRefusedProps = {
  message: string;
  roles: readonly RoleToAsk[];
  refused: readonly RoleToAsk[];
  errors: Readonly<Record<string, string>>;
};

/** Which of several roles cannot be asked, and why; and one press that asks for the others. */
function RolesRefused({ message, roles, refused, errors }: RolesRefusedProps) {
  const left = roles.length - refused.length;
  return (
    <FormError title={message}>
      <ul className="grid gap-1">
        {refused.map((each) => (
          <li key={refOf(each)}>
            <b className="font-medium">
              {each.role.name} in {each.account.name}
            </b>
            : {errors[refOf(each)]}
          </li>
        ))}
      </ul>
      {left > 0 && (
        <Button type="submit" name="without" value={refused.map(refOf).join(" ")} className="mt-2">
          Leave {refused.length === 1 ? "it" : "them"} out and ask for the other
          {left === 1 ? "" : ` ${left}`}
        </Button>
      )}
    </FormError>
  );
}

function aheadOf({ rules }: RoleToAsk): number {
  return Math.max(0, ...rules.map((rule) => rule.aheadMinutes));
}

/** The rule that a request of this length would fall under; the last one when none allows it. */
function ruleFor({ rules }: RoleToAsk, minutes: number, isLater: boolean): DecidingRule | undefined {
  const allowing = rules.find((rule) => rule.maxMinutes >= minutes && (!isLater || rule.aheadMinutes > 0));
  return allowing ?? rules.at(-1);
}

function reasonHint(rules: readonly DecidingRule[]): string {
  const least = Math.max(0, ...rules.map((rule) => rule.reasonMinLength));
  const isRead = rules.length === 0 || rules.some((rule) => rule.stages.length > 0);
  const who = isRead ? "Approvers and auditors read this." : "Auditors read this.";
  return least > 0 ? `${who} At least ${least} characters.` : `${who} Two sentences are enough.`;
}
