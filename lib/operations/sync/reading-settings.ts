import type { AwsConnection } from "#lib/aws/connect.ts";
import type { Crawl } from "./crawl.ts";
import type { RunProgress } from "./run-progress.ts";

/** How deep a read goes: with the fewest calls, or everything. */
export type Depth = "routine" | "thorough";

/** What a read goes by. */
export type ReadingSettings = {
  aws: AwsConnection;
  crawl: Crawl;
  progress: RunProgress;
  depth: Depth;
  /** What is looked at in turn is due when its time of day came since the last complete read began: from (null before the first) to. */
  turn: { from: Date | null; to: Date };
};
