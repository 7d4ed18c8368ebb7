/** A request of the inbox as its keys and boxes know it. */
export type Pickable = {
  id: string;
  /** What its box sends: the request, and the hash of what is shown of it. */
  value: string;
  /** "PaymentsOperator in payments-prod for Leo Marchetti". */
  what: string;
  /** "1 hour". */
  length: string;
  /** Why it gets no yes from the list; null when it may. */
  onlyByItself: string | null;
};
