/** What a ledger row at rest waits for. */
export type EngineWait =
  | "moment"
  | "operation"
  | "list"
  | "place"
  | "account"
  | "fault"
  | "drain"
  | "verdict";

/** The same in words, to follow "The worker waits". */
export function explainWait(wait: EngineWait): string {
  switch (wait) {
    case "moment":
      return "for its next moment";
    case "operation":
      return "for AWS to finish what it was asked";
    case "list":
      return "for AWS’s list to show what was done";
    case "place":
      return "for a free place among the open operations";
    case "account":
      return "for another operation in the same account to finish";
    case "fault":
      return "out the pause after what AWS answered";
    case "drain":
      return "for granting to go on";
    case "verdict":
      return "for an administrator to say what is to become of it";
  }
}

/** The same where a row of a list has room for a few words only. */
export function waitInShort(wait: EngineWait): string {
  switch (wait) {
    case "moment":
      return "AWS has not shown it yet";
    case "operation":
      return "AWS is at it";
    case "list":
      return "AWS has not shown it yet";
    case "place":
    case "account":
      return "in line for AWS";
    case "fault":
      return "pauses after an error";
    case "drain":
      return "granting is stopped";
    case "verdict":
      return "waits for an administrator";
  }
}
