"use client";

import { __iconData as check } from "lucide-react/icons/check";
import { __iconData as cross } from "lucide-react/icons/x";
import { useRouter } from "next/navigation";
import {
  type FormEvent,
  type ReactNode,
  startTransition,
  useActionState,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  useSyncExternalStore,
} from "react";
import { type FormState, idle } from "#app/form-state.ts";
import { Button } from "#components/ui/button.tsx";
import { FormError } from "#components/ui/form-error.tsx";
import { Kbd } from "#components/ui/kbd.tsx";
import { Shape } from "#components/ui/shape.tsx";
import { TextAreaField } from "#components/ui/text-area-field.tsx";
import { MAX_REASON_LENGTH } from "#lib/core/request.ts";
import { decidePicked } from "./actions.ts";
import { ConfirmDecision } from "./confirm-decision.tsx";
import type { Decided } from "./decided.ts";
import { KeysHelp } from "./keys-help.tsx";
import { Outcomes } from "./outcomes.tsx";
import type { Pickable } from "./pickable.ts";
import { PicksContext } from "./picks.ts";
import { useKeysSetting } from "./use-keys-setting.ts";

type InboxFormProps = {
  /** As they stand in the list, in its order. */
  requests: readonly Pickable[];
  /** The list; each request's row carries `data-request` and begins with the link to its page. */
  children: ReactNode;
};

/** What a key would decide, asked once more, and the place in the list that it was pressed at. */
type Question = { verdict: "approve" | "deny"; requests: readonly Pickable[]; at: number };

const never = () => () => undefined;

/** The list of what waits, with boxes and keys to decide from. Without script it is a form with boxes, a note and two buttons. */
export function InboxForm({ requests, children }: InboxFormProps) {
  const [state, send, isSending] = useActionState<FormState<Decided>, FormData>(decidePicked, idle);
  const [picked, setPicked] = useState<ReadonlySet<string>>(() => new Set(pickedIn(state)));
  const [asking, setAsking] = useState<Question | null>(null);
  const [said, setSaid] = useState({ words: "", isShown: false });
  const [dismissed, setDismissed] = useState<FormState<Decided> | null>(null);
  // The answer that the rest has taken account of.
  const [answered, setAnswered] = useState(state);
  const [keysAreOn, setKeysAreOn] = useKeysSetting();
  const hasScript = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const list = useRef<HTMLDivElement>(null);
  const help = useRef<HTMLDialogElement>(null);
  const outcomes = useRef<HTMLDivElement>(null);
  const goOnAt = useRef<number | null>(null);
  const router = useRouter();

  const shown = requests.filter(({ value }) => picked.has(value));
  const noteError = state.status === "refused" ? state.fieldErrors?.comment : undefined;
  const note = state.status === "refused" ? state.values.comment : undefined;

  function toggle(value: string) {
    const next = new Set(picked);
    if (!next.delete(value)) next.add(value);
    setPicked(next);
    const what = requests.find((one) => one.value === value)?.what ?? "";
    const count = requests.filter((one) => next.has(one.value)).length;
    setSaid({
      words: `${next.has(value) ? "Picked" : "Put back"}: ${what}. ${count} picked.`,
      isShown: false,
    });
  }

  function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const submitter = event.nativeEvent instanceof SubmitEvent ? event.nativeEvent.submitter : null;
    const form = new FormData(event.currentTarget, submitter);
    goOnAt.current = Math.max(0, asking?.at ?? placeOf(list.current, document.activeElement));
    setSaid({ words: "", isShown: false });
    startTransition(() => send(form));
  }

  if (state !== answered) {
    setAnswered(state);
    if (state.status === "done") {
      setPicked(new Set());
      setAsking(null);
    }
  }
  useEffect(() => {
    if (state.status === "done") router.refresh();
  }, [state, router]);

  // The row that was decided is gone: the focus goes on where it stood, or to what became of it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it runs when the list is another one
  useEffect(() => {
    if (goOnAt.current === null) return;
    const at = goOnAt.current;
    const isLost = document.activeElement === document.body || document.activeElement === null;
    if (!isLost) return;
    goOnAt.current = null;
    const links = linksIn(list.current);
    (links[Math.min(at, links.length - 1)] ?? outcomes.current)?.focus();
  }, [requests]);

  function decide(verdict: "approve" | "deny", at: number) {
    const here = requests[at];
    const those = shown.length > 0 ? shown : here ? [here] : [];
    if (those.length === 0) return setSaid({ words: "Move to a request first, with J.", isShown: true });
    const [only] = those;
    if (verdict === "approve" && only && only.onlyByItself !== null)
      return setSaid({ words: only.onlyByItself, isShown: true });
    setSaid({ words: "", isShown: false });
    setAsking({ verdict, requests: those, at });
  }

  function pick(at: number) {
    const here = requests[at];
    if (!here) return setSaid({ words: "Move to a request first, with J.", isShown: true });
    if (here.onlyByItself !== null) return setSaid({ words: here.onlyByItself, isShown: true });
    toggle(here.value);
  }

  const press = useEffectEvent((event: KeyboardEvent) => {
    if (!isOurs(event)) return;
    const links = linksIn(list.current);
    const at = placeOf(list.current, document.activeElement);
    const move = (to: number) => links[Math.max(0, Math.min(to, links.length - 1))]?.focus();
    if (event.key === "ArrowDown" && at >= 0) move(at + 1);
    else if (event.key === "ArrowUp" && at >= 0) move(at - 1);
    else if (!keysAreOn && event.key !== "?") return;
    else if (event.key === "j") move(at + 1);
    else if (event.key === "k") move(at - 1);
    else if (event.key === "x") pick(at);
    else if (event.key === "a") decide("approve", at);
    else if (event.key === "d") decide("deny", at);
    else if (event.key === "?") help.current?.showModal();
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);

  const result =
    state.status === "done" && state.value && state !== dismissed ? (
      <Outcomes {...state.value} place={outcomes} dismiss={hasScript ? () => setDismissed(state) : null} />
    ) : null;
  const isDeciding = !hasScript || shown.length > 0;
  return (
    <PicksContext value={{ picked, toggle }}>
      {!hasScript && result}
      <form action={send} onSubmit={submit} aria-label="What waits for you">
        <div ref={list}>{children}</div>
        <div className="sticky bottom-0 z-10 bg-ground [@media(max-height:30rem)]:static">
          {hasScript && result}
          {said.isShown && <p className="border-l-[3px] border-state-ending py-2 pl-3">{said.words}</p>}
          {state.status === "refused" && asking === null && noteError === undefined && (
            <FormError title="Nothing was decided.">{state.message}</FormError>
          )}
          {isDeciding && requests.length > 0 && (
            <fieldset className="grid gap-x-4 gap-y-2 border-t border-ink py-3 *:mb-0 wide:grid-cols-[minmax(0,1fr)_auto] wide:items-end">
              <legend className="sr-only">Decide what is picked</legend>
              <TextAreaField
                name="comment"
                label={
                  hasScript ? `Note on the ${shown.length} that are picked` : "Note on those that are picked"
                }
                aside="(needed for a no)"
                rows={2}
                maxLength={MAX_REASON_LENGTH}
                defaultValue={typeof note === "string" ? note : ""}
                error={noteError}
              />
              <div className="flex flex-wrap gap-2 max-wide:*:flex-1" aria-busy={isSending}>
                <Button kind="go" type="submit" name="answer" value="approve">
                  <Shape of={check} />
                  Approve {hasScript ? shown.length : "the picked"}
                </Button>
                <Button kind="no" type="submit" name="answer" value="deny">
                  <Shape of={cross} />
                  Deny {hasScript ? shown.length : "the picked"}
                </Button>
              </div>
            </fieldset>
          )}
        </div>
      </form>
      {hasScript && (
        <p className="flex items-center gap-1 px-2 pt-2 text-ink-3 max-wide:hidden">
          <Kbd>J</Kbd> <Kbd>K</Kbd> move, <Kbd>A</Kbd> approve, <Kbd>D</Kbd> deny, <Kbd>X</Kbd> pick,
          <Button kind="quiet" size="small" onClick={() => help.current?.showModal()}>
            all keys
          </Button>
        </p>
      )}
      <p role="status" className="sr-only">
        {said.words}
      </p>
      {asking && (
        <ConfirmDecision
          verdict={asking.verdict}
          requests={asking.requests}
          isSending={isSending}
          noteError={noteError}
          submit={submit}
          close={() => setAsking(null)}
        />
      )}
      {hasScript && <KeysHelp dialog={help} isOn={keysAreOn} setIsOn={setKeysAreOn} />}
    </PicksContext>
  );
}

/** What was picked in a form that came back with a no. */
function pickedIn(state: FormState<Decided>): readonly string[] {
  const sent = state.status === "refused" ? state.values.picked : undefined;
  return typeof sent === "string" ? [sent] : (sent ?? []);
}

/** Whether a key is for the list: nobody writes, no dialog is open, and it is pressed alone. */
function isOurs(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.metaKey || event.ctrlKey || event.altKey) return false;
  if (document.querySelector("dialog[open]")) return false;
  const { target } = event;
  if (!(target instanceof HTMLElement)) return false;
  return target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]") === null;
}

function rowsIn(list: HTMLElement | null): HTMLElement[] {
  return [...(list?.querySelectorAll<HTMLElement>("[data-request]") ?? [])];
}

/** The link of each row to its request's page. */
function linksIn(list: HTMLElement | null): HTMLElement[] {
  return rowsIn(list).flatMap((row) => {
    const link = row.querySelector<HTMLElement>("a[href]");
    return link ? [link] : [];
  });
}

/** The place of the row that holds an element; -1 for none. */
function placeOf(list: HTMLElement | null, element: Element | null): number {
  return rowsIn(list).findIndex((row) => row.contains(element));
}
