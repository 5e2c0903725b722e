import type { ReportLine } from "./model.ts";
import type { BagContents } from "./read-bag.ts";
import { exchangeOf } from "./statement.ts";

/** The bundle of an exchange we accepted last. */
export interface LastBundle {
  readonly sequence: number;
  readonly statementHash: string;
}

/**
 * Where the bundle stands among those this sender sent us about this case. Older ones and repeats may be opened, and are said to be so: merging
 * one adds only what is missing. Two bundles of one number, or a chain that names another predecessor, are a forgery or a forked sender.
 */
export function judgeSequence(input: { lastBundle(exchange: string): LastBundle | null }, { statement, statementHash }: BagContents): ReportLine {
  const { sequence, previous } = statement;
  const last = input.lastBundle(exchangeOf(statement));
  const line = (outcome: string, verdict: ReportLine["verdict"]): ReportLine => ({
    check: "sequence",
    verdict,
    outcome,
    detail: { sequence, last: last?.sequence ?? 0 },
  });
  if (last === null) return sequence === 1 ? line("first", "pass") : line("earlier-missing", "warn");
  if (sequence === last.sequence) return statementHash === last.statementHash ? line("repeated", "warn") : line("forked", "fail");
  if (sequence < last.sequence) return line("older", "warn");
  if (sequence > last.sequence + 1) return line("earlier-missing", "warn");
  return previous === last.statementHash ? line("next", "pass") : line("chain-broken", "fail");
}
