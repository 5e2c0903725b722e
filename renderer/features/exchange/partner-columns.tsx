import { useMemo } from "react";
import type { ListedPartner } from "../../../shared/case/partners-door.ts";
import { useFormat } from "../../ui/format.ts";
import type { GridColumn } from "../../ui/grid.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { AgencyTag, HandlingTag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { StandingTag } from "./partner-facts.tsx";

/** When anything went either way; 0 = never. */
const lastAt = ({ lastSent, lastReceived }: ListedPartner): number => Math.max(lastSent?.at ?? 0, lastReceived?.at ?? 0);

/** Partners as rows: who, how they stand, what they may receive, how long. */
export function usePartnerColumns(): readonly GridColumn<ListedPartner>[] {
  const t = useTranslate();
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: "officer",
        title: t("partners:column.officer"),
        width: 112,
        isWide: true,
        render: ({ officer }) => <SafeText text={officer} />,
        sortValue: ({ officer }) => officer,
      },
      {
        id: "agency",
        title: t("partners:column.agency"),
        width: 60,
        render: ({ agency }) => <AgencyTag agency={agency} />,
        sortValue: ({ agency }) => agency,
      },
      {
        id: "standing",
        title: t("partners:column.standing"),
        width: 164,
        render: (partner) => <StandingTag partner={partner} />,
        sortValue: ({ standing }) => standing,
      },
      {
        id: "ceiling",
        title: t("partners:column.ceiling"),
        width: 126,
        render: ({ ceiling }) => <HandlingTag handling={ceiling} />,
        sortValue: ({ ceiling }) => ceiling,
      },
      {
        id: "verified",
        title: t("partners:column.verified"),
        width: 116,
        // A key that was only accepted on the word of the one before was never compared.
        render: ({ verified, verifiedAt }) => (verified === "key-change" ? "–" : format.date(verifiedAt)),
        sortValue: ({ verifiedAt }) => verifiedAt,
      },
      {
        id: "until",
        title: t("partners:column.until"),
        width: 106,
        render: ({ trustedUntil }) => (trustedUntil === "" ? "–" : format.date(trustedUntil)),
        sortValue: ({ trustedUntil }) => trustedUntil,
      },
      {
        id: "last",
        title: t("partners:column.last"),
        width: 140,
        render: (partner) => (lastAt(partner) === 0 ? "–" : format.date(lastAt(partner))),
        sortValue: lastAt,
      },
    ],
    [t, format],
  );
}
