import type { Adapter } from "oidc-provider";
import type { Entry, ProviderState } from "./state.ts";

/**
 * Where oidc-provider keeps one kind of thing, over the provider's memory.
 * @param model oidc-provider's name of the kind: Session, AuthorizationCode …
 */
export function adapterFor(state: ProviderState, model: string): Adapter {
  const keyOf = (id: string) => `${model}:${id}`;

  function current(found: Entry | undefined): object | undefined {
    if (!found || (found.expiresAt !== null && found.expiresAt <= Date.now())) return undefined;
    return found.payload;
  }
  function findWhere(field: "uid" | "userCode", value: string): object | undefined {
    for (const [key, found] of state.entries) {
      if (key.startsWith(keyOf("")) && found.payload[field] === value) return current(found);
    }
    return undefined;
  }

  return {
    async upsert(id, payload, expiresInSeconds) {
      const expiresAt = expiresInSeconds === undefined ? null : Date.now() + expiresInSeconds * 1000;
      state.entries.set(keyOf(id), { payload: { ...payload }, expiresAt });
      state.save();
    },
    find: async (id) => current(state.entries.get(keyOf(id))),
    findByUid: async (uid) => findWhere("uid", uid),
    findByUserCode: async (userCode) => findWhere("userCode", userCode),
    async consume(id) {
      const found = state.entries.get(keyOf(id));
      if (found) found.payload.consumed = Math.floor(Date.now() / 1000);
      state.save();
    },
    async destroy(id) {
      state.entries.delete(keyOf(id));
      state.save();
    },
    async revokeByGrantId(grantId) {
      for (const [key, found] of state.entries) {
        if (key.startsWith(keyOf("")) && found.payload.grantId === grantId) state.entries.delete(key);
      }
      state.save();
    },
  };
}
