import { succeed } from "../../kernel/result.ts";
import { blockListHeaders } from "../list-headers.ts";
import { saySite, ToldThing } from "../graph/told-thing.ts";
import type { Harvest } from "../harvest.ts";
import type { Reader, TakeRow } from "../reader.ts";
import { readBlockRule } from "./block-rule.ts";

const column = blockListHeaders[1];

/** A list of sites that programs are to block. That a private list names a site says nothing of an order to block it. */
export const blockListReader: Reader = {
  name: "block-list",
  version: 1,
  knows: (folded) => folded.length === blockListHeaders.length && blockListHeaders.every((header, at) => folded[at] === header),
  uses: ({ headers }) =>
    headers.map((header) =>
      header === column ? { header, use: "read", type: "site", property: "domain" } : { header, use: "checked", type: "", property: "" },
    ),
  start: (_table, harvest) => succeed(takeRules(harvest)),
};

function takeRules(harvest: Harvest): TakeRow {
  const known = new Set<string>();
  return (cells, row) => {
    const line = cells[1] ?? "";
    const read = readBlockRule(line);
    if ("rule" in read) return harvest.reject(row, column, line, read.rule);
    const sites = read.names.map((name) => {
      const site = new ToldThing("site");
      return { site, rule: saySite(site, name, column) };
    });
    const broken = sites.find(({ rule }) => rule !== null)?.rule ?? null;
    if (broken !== null) return harvest.reject(row, column, line, broken);
    const fresh = sites.filter(({ site }) => !known.has(site.textOf("domain")));
    if (fresh.length === 0) {
      harvest.notice("duplicates");
      return harvest.repeat();
    }
    harvest.accept();
    for (const { site } of fresh) {
      known.add(site.textOf("domain"));
      site.name(harvest, "", row);
    }
  };
}
