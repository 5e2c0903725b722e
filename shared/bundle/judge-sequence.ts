import type { Partner } from "../partner/model.ts";
import { keysOfOfficer } from "../partner/standing.ts";
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
 * one adds only what is missing. With new keys a sender counts from one again: what came under the former ones is told, since nothing chains it to this.
 * Two bundles of one number, or a chain that names another predecessor, are a forgery or a forked sender.
 */
export function judgeSequence(
  input: { readonly partners: readonly Partner[]; lastBundle(exchange: string): LastBundle | null },
  { statement, statementHash }: BagContents,
): ReportLine {
  const { sequence, previous } = statement;
  const last = input.lastBundle(exchangeOf(statement));
  const line = (outcome: string, verdict: ReportLine["verdict"], before = last): ReportLine => ({
    check: "sequence",
    verdict,
    outcome,
    detail: { sequence, last: before?.sequence ?? 0 },
  });
  if (last === null && sequence === 1) {
    const former = lastOfFormerKey(input, statement);
    return former === null ? line("first", "pass") : line("first-of-key", "warn", former);
  }
  if (last === null) return line("none-before", "warn");
  if (sequence === last.sequence) return statementHash === last.statementHash ? line("repeated", "warn") : line("forked", "fail");
  if (sequence < last.sequence) return line("older", "warn");
  if (sequence > last.sequence + 1) return line("earlier-missing", "warn");
  return previous === last.statementHash ? line("next", "pass") : line("chain-broken", "fail");
}

/** The last bundle accepted under the latest of the keys the sender had before this one; null = none was. */
function lastOfFormerKey({ partners, lastBundle }: Parameters<typeof judgeSequence>[0], statement: BagContents["statement"]): LastBundle | null {
  const { author } = statement.sender;
  const keys = keysOfOfficer(partners, author);
  for (const former of keys.slice(0, keys.indexOf(author)).toReversed()) {
    const found = lastBundle(exchangeOf({ ...statement, sender: { ...statement.sender, author: former } }));
    if (found !== null) return found;
  }
  return null;
}
