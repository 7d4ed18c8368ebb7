/** A state machine as a table: for each state, the events that leave it and where they lead. */
export type Machine<State extends string, Event extends string> = Readonly<
  Record<State, Readonly<Partial<Record<Event, State>>>>
>;
