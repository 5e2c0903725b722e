import type { Counts } from "../../../shared/projections/counted.ts";
import { useFormat } from "../../ui/format.ts";
import { useTranslate } from "../../ui/translate.ts";

/** "3 entities, 1 exhibit, 2 links": the same words wherever the exchange counts rows. */
export function useCountWords(): (counts: Counts) => string {
  const t = useTranslate();
  const format = useFormat();
  return ({ entities, exhibits, links }) =>
    t("exchange:what.counts", {
      entities: t("exchange:what.entityCount", { count: entities, number: format.number(entities) }),
      exhibits: t("exchange:what.exhibitCount", { count: exhibits, number: format.number(exhibits) }),
      links: t("exchange:what.linkCount", { count: links, number: format.number(links) }),
    });
}
