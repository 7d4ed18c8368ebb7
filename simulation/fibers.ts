import { AsyncLocalStorage } from "node:async_hooks";

/** What a fiber is told when it goes on: to go on, or that something failed right there. */
export type Order = { do: "go" } | { do: "fail"; error: Error };

export type Fiber = {
  name: string;
  isDead: boolean;
  /** Where it waits to be told to go on; null while it runs. */
  at: string | null;
};

type Waiting = { fiber: Fiber; point: string; go: (order: Order) => void };

const current = new AsyncLocalStorage<Fiber>();

/**
 * Runs several workers in one process so that only one of them ever moves, and each only from one gate to the next. So what happens follows from
 * the order in which they are told to go on, and from nothing else.
 */
export function createFibers() {
  const waiting = new Map<Fiber, Waiting>();
  let arrived: (() => void) | null = null;

  function arrive(): void {
    const tell = arrived;
    arrived = null;
    tell?.();
  }

  return {
    /** Waits at a gate until told to go on; whoever is no fiber passes. A fiber that was killed waits there for ever. */
    async gate(point: string): Promise<void> {
      const fiber = current.getStore();
      if (!fiber) return;
      const order = await new Promise<Order>((go) => {
        fiber.at = point;
        waiting.set(fiber, { fiber, point, go });
        arrive();
      });
      if (order.do === "fail") throw order.error;
    },
    /** Starts a fiber and waits until it is at its first gate. */
    async start(name: string, life: () => Promise<void>): Promise<Fiber> {
      const fiber: Fiber = { name, isDead: false, at: null };
      const isThere = new Promise<void>((resolve) => {
        arrived = resolve;
      });
      void current.run(fiber, life);
      await isThere;
      return fiber;
    },
    /** Lets a fiber go on to its next gate. */
    async resume(fiber: Fiber, order: Order): Promise<void> {
      const one = waiting.get(fiber);
      if (!one || fiber.isDead) return;
      waiting.delete(fiber);
      fiber.at = null;
      const isThere = new Promise<void>((resolve) => {
        arrived = resolve;
      });
      one.go(order);
      await isThere;
    },
    kill(fiber: Fiber): void {
      fiber.isDead = true;
      waiting.delete(fiber);
    },
    /** The fiber that runs now. */
    running: () => current.getStore() ?? null,
  };
}
