import type { Viewer } from "./viewer.ts";

/** Who makes a change: a signed-in person, a worker process, or someone with the host's own command line. */
export type Actor =
  | { kind: "person"; viewer: Viewer }
  | { kind: "worker"; workerId: string }
  | { kind: "host"; user: string };

/** The moment an operation judges by, read once from the database's clock, and who acts. */
export type Doing<A extends Actor = Actor> = { actor: A; now: Date };

export type PersonActor = Extract<Actor, { kind: "person" }>;
export type WorkerActor = Extract<Actor, { kind: "worker" }>;

/** Someone who proved an identity that is nobody here, or nobody at all yet: only a refused sign-in is theirs. */
export type Visitor = { kind: "visitor"; identity: string; address: string | null; userAgent: string | null };
