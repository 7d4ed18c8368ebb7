import { type Dying, type ProductProcess, startProductProcess } from "./product-process.ts";

export type WorkerProcess = ProductProcess;

/**
 * Starts the product's worker as a process of its own.
 * @param environment its whole configuration
 */
export function startWorkerProcess(
  environment: Readonly<Record<string, string>>,
  dying?: Dying,
): Promise<WorkerProcess> {
  const isReady = (output: string) => output.includes('"msg":"ready"');
  return startProductProcess({ name: "worker", args: ["worker/main.ts"], environment, isReady }, dying);
}
