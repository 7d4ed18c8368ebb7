/** Why a token that was shown stands for nobody, and which one it is when it is known. */
export type RefusedToken = {
  because: "unknown" | "over" | "revoked" | "person-disabled";
  token: { id: string; name: string; personId: string } | null;
};
