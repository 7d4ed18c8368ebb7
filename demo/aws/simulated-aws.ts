import type { Endpoint } from "./answer-request.ts";
import { type ChangesAsked, changeAtRandom, type MadeChange } from "./change-at-random.ts";
import { createCredentials } from "./credentials.ts";
import { type FaultInForce, toldFault } from "./fault-book.ts";
import { type FaultAsked, faultSchema } from "./faults.ts";
import { stream } from "./generator/stream.ts";
import { actOutside, type OutsideAct } from "./outside.ts";
import { createRateLimits } from "./rate-limits.ts";
import { type ChangedSettings, settingsSchema, usualSettings, type WorldSettings } from "./settings.ts";
import { settleByHand, settleOperations } from "./settle.ts";
import type { Sources } from "./sources.ts";
import type { SimulatedOperation, SimulatorState } from "./state.ts";
import { clockOffsetOf, createWorld, dumpWorld, nowOf, setClockOffset } from "./world.ts";

export type SimulatedAwsOptions = Partial<WorldSettings> & {
  /** What it begins with, and what a reset returns to. */
  seed: SimulatorState;
  checkShapes?: boolean;
  rateLimits?: boolean;
  /** How long a create or delete of an assignment takes, in milliseconds of the simulated clock. */
  latencyMs?: number;
};

export type SimulatedAws = ReturnType<typeof createSimulatedAws>;

/**
 * The simulated AWS itself, without a door: what answers requests, and the means to steer it.
 * @param beginning what it begins with now, where that is not the seed
 */
export function createSimulatedAws(
  options: SimulatedAwsOptions,
  sources: Sources,
  beginning: SimulatorState = options.seed,
) {
  let settings = settingsSchema.parse({ ...usualSettings, ...options });
  const begin = (state: SimulatorState) =>
    createWorld({ ...state, latencyMs: options.latencyMs ?? state.latencyMs }, settings, sources);
  const endpoint: Endpoint = {
    world: begin(beginning),
    rateLimits: options.rateLimits === false ? null : createRateLimits(),
    credentials: createCredentials(sources.wallMs),
    checkShapes: options.checkShapes ?? false,
    calls: new Map(),
    shapeViolations: [],
  };

  return {
    endpoint,
    /** Back to the seed. The clock stays: the demo's database goes on with the time that it was given. */
    reset(): void {
      endpoint.world = begin({ ...options.seed, clockOffsetMs: clockOffsetOf(endpoint.world) });
      endpoint.calls.clear();
    },
    /** Changes how it behaves from now on; a reset keeps it. */
    set(changed: ChangedSettings): WorldSettings {
      // The clock goes on from where it is, at its new speed.
      setClockOffset(endpoint.world, clockOffsetOf(endpoint.world));
      const former = settings;
      settings = settingsSchema.parse({ ...settings, ...changed });
      // Time that ran at another speed cannot be compared with what comes.
      if (endpoint.rateLimits && settings.clockSpeed !== former.clockSpeed)
        endpoint.rateLimits = createRateLimits();
      Object.assign(endpoint.world, settings);
      if (changed.chanceSeed !== undefined) endpoint.world.chance = stream(settings.chanceSeed, "chance");
      return settings;
    },
    /** Changes the organisation behind the product's back. */
    changeAtRandom(changes: ChangesAsked): MadeChange[] {
      settleOperations(endpoint.world);
      return changeAtRandom(endpoint.world, changes);
    },
    now: () => nowOf(endpoint.world),
    setLatency(latencyMs: number): void {
      endpoint.world.latencyMs = latencyMs;
    },
    /** Has something go wrong from now on. Returns the id by which it is cleared. */
    inject(fault: FaultAsked): string {
      return endpoint.world.faults.add(faultSchema.parse(fault)).id;
    },
    /** Has everything go right again, or what the one fault of this id made go wrong. */
    clearFaults(id?: string): void {
      endpoint.world.faults.clear(id);
    },
    /** How often the fault of this id has hit; 0 for one that is long over. */
    hitsOf(id: string): number {
      const { inForce, over } = endpoint.world.faults;
      return [...inForce, ...over].find((one: FaultInForce) => one.id === id)?.hits ?? 0;
    },
    faults: () => endpoint.world.faults.inForce.map(toldFault),
    /** Does what an administrator does without Gatehouse. Returns AWS's words where AWS refuses, or null. */
    actOutside: (act: OutsideAct) => actOutside(endpoint.world, act),
    /** Settles the open operation of this id, or every one that is open; as FAILED where a reason is given. */
    settle(asked: { requestId?: string; reason?: string } = {}): SimulatedOperation[] {
      return settleByHand(endpoint.world, asked);
    },
    /** Ends the credentials that were handed out until now. */
    expireCredentials: () => endpoint.credentials.expire(),
    /** The state as the state file would hold it, with everything settled that is due. */
    state(): SimulatorState {
      settleOperations(endpoint.world);
      return dumpWorld(endpoint.world);
    },
    calls: (name: string) => endpoint.calls.get(name) ?? 0,
    shapeViolations: endpoint.shapeViolations,
  };
}
