import { useEffect, useState } from "react";
import type { Found, FoundKind } from "#lib/core/catalogue/found.ts";
import type { QuickAsk } from "#lib/core/quick-ask.ts";
import { paths } from "#lib/paths.ts";

const PAUSE_MS = 120;

/** Things of the organisation, and roles that may be asked for. */
type Findings = { found: readonly Found[]; asks: readonly QuickAsk[] };

const nothing: Findings = { found: [], asks: [] };

/** How a search stands. While it is under way, what the last one found stays. */
export type Finding =
  | { state: "idle" }
  | ({ state: "waiting" } & Findings)
  | ({ state: "found" } & Findings)
  | { state: "failed"; why: "signed-out" | "too-much" | "unreachable" };

type Answer = Extract<Finding, { state: "found" | "failed" }>;

/** Searches for what is typed, a moment after the last key. An answer to what is no longer asked is never taken. */
export function useFound(typed: string): { finding: Finding; again: () => void } {
  const text = typed.trim();
  const [tries, setTries] = useState(0);
  const [last, setLast] = useState<{ to: string; answer: Answer }>();
  const question = `${tries} ${text}`;

  useEffect(() => {
    if (text === "") return;
    const asking = new AbortController();
    const timer = setTimeout(() => {
      void search(text, asking.signal).then((answer) => {
        if (!asking.signal.aborted) setLast({ to: question, answer });
      });
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [text, question]);

  return { finding: findingOf(text, question, last), again: () => setTries(tries + 1) };
}

function findingOf(
  text: string,
  question: string,
  last: { to: string; answer: Answer } | undefined,
): Finding {
  if (text === "") return { state: "idle" };
  if (last?.to === question) return last.answer;
  return { ...(last?.answer.state === "found" ? last.answer : nothing), state: "waiting" };
}

async function search(text: string, signal: AbortSignal): Promise<Answer> {
  try {
    const response = await fetch(paths.search(text), { signal, headers: { accept: "application/json" } });
    if (response.status === 401) return { state: "failed", why: "signed-out" };
    if (response.status === 429) return { state: "failed", why: "too-much" };
    // A text that cannot be searched for finds nothing.
    if (response.status === 400) return { state: "found", ...nothing };
    if (!response.ok) return { state: "failed", why: "unreachable" };
    const answer: unknown = await response.json();
    return { state: "found", found: readFound(answer), asks: readAsks(answer) };
  } catch {
    return { state: "failed", why: "unreachable" };
  }
}

const kinds: readonly FoundKind[] = ["account", "permission-set", "group", "person", "unit"];

function readFound(answer: unknown): readonly Found[] {
  if (typeof answer !== "object" || answer === null || !("found" in answer)) return [];
  return Array.isArray(answer.found) ? answer.found.flatMap((row: unknown) => readRow(row) ?? []) : [];
}

function readAsks(answer: unknown): readonly QuickAsk[] {
  if (typeof answer !== "object" || answer === null || !("asks" in answer)) return [];
  return Array.isArray(answer.asks) ? answer.asks.flatMap((row: unknown) => readAsk(row) ?? []) : [];
}

function readAsk(row: unknown): QuickAsk | null {
  if (typeof row !== "object" || row === null) return null;
  const {
    accountId,
    accountName,
    setId,
    setName,
    minutes,
    ticket,
  }: Partial<Record<keyof QuickAsk, unknown>> = row;
  if (typeof accountId !== "string" || typeof accountName !== "string") return null;
  if (typeof setId !== "string" || typeof setName !== "string") return null;
  return {
    accountId,
    accountName,
    setId,
    setName,
    minutes: typeof minutes === "number" ? minutes : null,
    ticket: typeof ticket === "string" ? ticket : null,
  };
}

function readRow(row: unknown): Found | null {
  if (typeof row !== "object" || row === null) return null;
  const { kind, id, title, detail }: Partial<Record<keyof Found, unknown>> = row;
  const known = kinds.find((each) => each === kind);
  if (known === undefined || typeof id !== "string") return null;
  return typeof title === "string" && typeof detail === "string" ? { kind: known, id, title, detail } : null;
}
