import type { ReactNode } from "react";
import type { ClaimId } from "../../../shared/kernel/brand.ts";
import { markIn, useStolenSight } from "../../state/stolen.ts";
import { useFormat } from "../../ui/format.ts";
import { StolenTag } from "../../ui/stolen-tag.tsx";
import { useTranslate } from "../../ui/translate.ts";

/** That a value rests on a stolen key. */
export function StolenClaim({ claim }: { readonly claim: ClaimId }): ReactNode {
  return <StolenTag mark={markIn(useStolenSight(), claim)} />;
}

/** The same in words, for what is printed; "" = it does not. */
export function useStolenWords(): (claim: ClaimId) => string {
  const t = useTranslate();
  const format = useFormat();
  const sight = useStolenSight();
  return (claim) => {
    const mark = markIn(sight, claim);
    if (mark === null) return "";
    return t(`stolen:tag.${mark.state}`, { key: t(`stolen:key.${mark.of.reason}`, { date: format.date(mark.of.from) }) });
  };
}
