import { useSyncExternalStore } from "react";

const never = () => () => {};

/** Whether the page has come to life: false in what the server writes, which is all there is without script. */
export function useScripted(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
