import { AwsFault, type AwsService } from "./aws-fault.ts";

type Middlewares = {
  addRelativeTo(
    middleware: <Args, Output>(next: (args: Args) => Promise<Output>) => (args: Args) => Promise<Output>,
    where: { name: string; relation: "after"; toMiddleware: "httpSigningMiddleware" },
  ): void;
};

/**
 * Keeps a command from being sent after its time, however long the process stood still before: it is checked when the request is signed, and AWS
 * takes no signature that is older than 15 minutes. So a call that is given up has a moment from which it can have no effect any more.
 * @param withinMs milliseconds from now
 */
export function sendInTime(
  command: { middlewareStack: Middlewares },
  call: { service: AwsService; operation: string },
  withinMs: number,
): void {
  const lastAt = performance.now() + withinMs;
  command.middlewareStack.addRelativeTo(
    (next) => (args) => {
      if (performance.now() <= lastAt) return next(args);
      throw new AwsFault({
        kind: "timeout",
        service: call.service,
        operation: call.operation,
        awsMessage: "The call came too late and was not sent.",
        requestId: null,
        mayHaveHappened: false,
      });
    },
    { name: "sendInTime", relation: "after", toMiddleware: "httpSigningMiddleware" },
  );
}
