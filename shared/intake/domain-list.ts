import { type Result, fail, succeed } from "../kernel/result.ts";
import { checkDomain } from "../ontology/domain-name.ts";
import { canonicalHost } from "./host-name.ts";
import type { IntakeError, Rejection } from "./model.ts";
import { findColumn, foldHeader } from "./sniff.ts";
import type { Table } from "./table.ts";

/** Raised whenever the same bytes would be read differently. */
export const domainListReaderVersion = 1;

/** A site of the list and the first cell that names it. */
export interface SiteSighting {
  readonly host: string;
  readonly registrable: string;
  /** How people read it, where the name has letters beyond ASCII; "" otherwise. */
  readonly displayName: string;
  readonly row: number;
  readonly column: string;
}
export interface DomainReading {
  readonly sites: readonly SiteSighting[];
  /** Rows whose host an earlier row already named. */
  readonly duplicates: number;
  readonly rejected: readonly Rejection[];
}

/** Reads a list of domains or links, with a header in any of our languages or with none. sites + duplicates + rejected = rows. O(rows). */
export function readDomainList(table: Table): Result<DomainReading, IntakeError> {
  const folded = table.layout.headers.map(foldHeader);
  const column = table.layout.hasHeader ? findColumn(folded, "site", "domain") : 0;
  if (column === null) return fail("other-layout", "domain");
  const displayColumn = table.layout.hasHeader ? findColumn(folded, "site", "displayName") : null;
  const header = table.layout.headers[column] ?? "1";
  const sites = new Map<string, SiteSighting>();
  const rejected: Rejection[] = [];
  let duplicates = 0;
  table.rows.forEach((cells, i) => {
    const raw = cells[column] ?? "";
    const read = canonicalHost(raw);
    if (!read.ok) rejected.push({ row: i + 1, column: header, value: raw, rule: read.error.kind });
    else if (sites.has(read.value.host)) duplicates++;
    else {
      const displayName = displayNameOf(read.value.host, displayColumn === null ? raw : (cells[displayColumn] ?? ""));
      sites.set(read.value.host, { ...read.value, displayName, row: i + 1, column: header });
    }
  });
  return succeed({ sites: [...sites.values()], duplicates, rejected });
}

/** What a row says the name looks like, believed only when it is the same name. */
function displayNameOf(host: string, said: string): string {
  const name = said.trim().normalize("NFC");
  if (!host.includes("xn--") || name === host || !/^[\p{L}\p{M}\p{N}._-]+$/u.test(name)) return "";
  const canonical = checkDomain(name);
  return canonical.ok && canonical.value === host ? name.toLowerCase() : "";
}
