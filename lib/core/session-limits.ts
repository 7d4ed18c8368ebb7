/** However busy it is, a session ends after this. */
export const SESSION_HOURS = 12;

/** A session ends when it has not been used for this long. */
export const SESSION_IDLE_MINUTES = 30;
