import type { AuthorId, CaseId } from "../kernel/brand.ts";
import type { MissingBundles } from "./ledger-door.ts";
import type { Registry } from "./registry.ts";

/** Of each row of bundles about a case, told apart by sender and recipients: the numbers below the last one accepted that never were. */
export function missingBundlesOf({ exchanges }: Pick<Registry, "exchanges">, caseId: CaseId): readonly MissingBundles[] {
  const rows = new Map<string, { readonly author: AuthorId; readonly numbers: Set<number> }>();
  for (const { direction, exchange, caseId: about, authors, sequence } of exchanges) {
    const [author] = authors;
    if (direction !== "received" || about !== caseId || author === undefined) continue;
    const row = rows.get(exchange) ?? { author, numbers: new Set<number>() };
    rows.set(exchange, row);
    row.numbers.add(sequence);
  }
  return [...rows.values()].flatMap(({ author, numbers }) => {
    const absent = absentBelow(Math.max(...numbers), numbers);
    return absent.length === 0 ? [] : [{ author, numbers: absent }];
  });
}

/** A row may be long, and a false sender may name any number: beyond this many only the first are named. */
const mostNamed = 100;

function absentBelow(last: number, numbers: ReadonlySet<number>): readonly number[] {
  const absent: number[] = [];
  for (let at = 1; at < last && absent.length < mostNamed; at++) if (!numbers.has(at)) absent.push(at);
  return absent;
}
