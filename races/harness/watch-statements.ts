import pg from "pg";
import { z } from "zod";
import { type Side, sideOf } from "./acting-as.ts";

/** One SQL statement of a side, about to be sent. */
export type Statement = { readonly side: Side; readonly text: string; readonly pid: number };

/** Told of every statement; it is sent when the promise is kept, and what that was kept with is called when it is answered. */
export type Gate = (statement: Statement) => Promise<() => void>;

const connection = z.object({
  processID: z.number().nullish(),
  connectionParameters: z.object({ application_name: z.string().nullish() }),
});

let gate: Gate | null = null;
let isWatching = false;

/** From now on every statement of a side waits at this gate; null lets them pass. */
export function setGate(next: Gate | null): void {
  gate = next;
  if (!isWatching) watch();
  isWatching = true;
}

function watch(): void {
  const send: unknown = Reflect.get(pg.Client.prototype, "query");
  if (typeof send !== "function") throw new Error("node-postgres sends statements in another way.");
  Object.defineProperty(pg.Client.prototype, "query", {
    value(this: pg.Client, ...words: unknown[]) {
      const { processID, connectionParameters } = connection.parse(this);
      const side = sideOf(connectionParameters.application_name);
      const pass = (given = words): unknown => Reflect.apply(send, this, given);
      if (!side || !gate) return pass();
      const turn = gate({ side, text: textOf(words[0]), pid: processID ?? 0 });
      const at = words.findIndex((word) => typeof word === "function");
      const callback = words[at];
      if (typeof callback !== "function") return sendInTurn(turn, pass);
      return void turn.then((answered) =>
        pass(
          words.with(at, (...answer: unknown[]) => {
            answered();
            Reflect.apply(callback, undefined, answer);
          }),
        ),
      );
    },
  });
}

async function sendInTurn(turn: Promise<() => void>, send: () => unknown): Promise<unknown> {
  const answered = await turn;
  try {
    return await send();
  } finally {
    answered();
  }
}

function textOf(query: unknown): string {
  if (typeof query === "string") return query;
  const { text } = z.object({ text: z.string() }).parse(query);
  return text;
}
