declare const minted: unique symbol;

/**
 * The signed-in person with the rights they have at this moment. Only `lib/auth/viewer.ts` mints one,
 * so a query that asks for a Viewer cannot be called without the gate.
 */
export type Viewer = {
  readonly [minted]: true;
  readonly personId: string;
  readonly displayName: string;
  readonly email: string | null;
  readonly isAdministrator: boolean;
  readonly isAuditor: boolean;
  readonly session: {
    readonly id: string;
    readonly authTime: Date;
    readonly address: string | null;
    readonly userAgent: string | null;
    /** The name of the API token that stands for a session, and must not decide anything; null in a browser. */
    readonly byToken: string | null;
  };
};

/** May browse the whole organisation, every request and the audit: administrators and auditors. */
export function mayReadEverything(viewer: Viewer): boolean {
  return viewer.isAdministrator || viewer.isAuditor;
}
