/** Where the engine may be stopped, held up or killed to see what becomes of it. Each stands between two effects. */
export type Failpoint =
  | "row: claimed"
  | "row: read"
  | "row: looked"
  | "row: sighted"
  | "row: recorded"
  | "row: rests"
  | "create: checked"
  | "create: intended"
  | "create: answered"
  | "create: settled"
  | "delete: intended"
  | "delete: answered"
  | "delete: settled"
  | "decision: committed"
  | "letter: taken"
  | "hook: answered";

declare global {
  /** Set by a test that was loaded before the product; nothing of the product sets it, and no variable of the environment does. */
  var gatehouseFailpoint: ((point: Failpoint) => Promise<void> | void) | undefined;
}

/** Passes a failpoint: nothing, unless a test waits there. */
export async function reach(point: Failpoint): Promise<void> {
  await globalThis.gatehouseFailpoint?.(point);
}
