/** What became of requests that were decided from the inbox, in words. */
export type Decided = {
  outcomes: readonly { requestId: string; what: string; isDecided: boolean; says: string }[];
};
