import type { ColumnUse, FileLayout, ProfileName } from "./model.ts";
import { findColumn, findRateColumns, foldHeader, transferHeaders } from "./sniff.ts";

/** What each column of a file is used for, shown before an import is accepted. */
export function columnUses(profile: ProfileName, layout: FileLayout): readonly ColumnUse[] {
  if (profile === "tronscan.trc20") return layout.headers.map(transferUse);
  return profile === "rates" ? rateUses(layout) : domainUses(layout);
}

const ignored = { use: "ignored", type: "", property: "" } as const;

const transferUses: Readonly<Record<string, Omit<ColumnUse, "header">>> = {
  [transferHeaders.transaction]: { use: "read", type: "dataset", property: "" },
  [transferHeaders.time]: { use: "read", type: "dataset", property: "" },
  [transferHeaders.from]: { use: "read", type: "wallet", property: "address" },
  [transferHeaders.to]: { use: "read", type: "wallet", property: "address" },
  [transferHeaders.value]: { use: "read", type: "dataset", property: "" },
  [transferHeaders.symbol]: { use: "read", type: "dataset", property: "" },
  [transferHeaders.contract]: { use: "read", type: "dataset", property: "" },
  [transferHeaders.isConfirmed]: { use: "checked", type: "", property: "" },
};

function transferUse(header: string): ColumnUse {
  return { header, ...(transferUses[foldHeader(header)] ?? ignored) };
}

function domainUses({ headers, hasHeader }: FileLayout): readonly ColumnUse[] {
  const folded = headers.map(foldHeader);
  const domain = hasHeader ? findColumn(folded, "site", "domain") : 0;
  const display = hasHeader ? findColumn(folded, "site", "displayName") : null;
  return headers.map((header, i) => {
    if (i === domain) return { header, use: "read", type: "site", property: "domain" };
    return i === display ? { header, use: "read", type: "site", property: "displayName" } : { header, ...ignored };
  });
}

function rateUses({ headers }: FileLayout): readonly ColumnUse[] {
  const columns = findRateColumns(headers.map(foldHeader));
  const properties = new Map<number | null, string>();
  if (columns !== null) {
    properties.set(columns.onDate, "onDate").set(columns.rate, "rate").set(columns.authority, "authority");
    for (const at of columns.pair === null ? [columns.base, columns.quote] : [columns.pair]) properties.set(at, "pair");
  }
  return headers.map((header, at) => {
    const property = properties.get(at);
    return property === undefined ? { header, ...ignored } : { header, use: "read", type: "rate", property };
  });
}
