/** A change as a program sent it under a key of its own, so that sending it again does nothing twice. */
export type Sent = {
  tokenId: string;
  key: string;
  /** SHA-256 over the call, its address and its body. */
  hash: Uint8Array<ArrayBuffer>;
};

/** What was answered, to be answered again. */
export type KeptAnswer = { status: number; text: string };

/** A change that is to be made once, and how what comes of it is answered. */
export type Once<T> = Sent & { now: Date; tell: (value: T) => KeptAnswer };
