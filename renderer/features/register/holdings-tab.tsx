import { type ReactNode, useMemo } from "react";
import { useFormat } from "../../ui/format.ts";
import { Grid, type GridColumn } from "../../ui/grid.tsx";
import { Tag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { type Holding, holdingsOf } from "./holdings.ts";
import { safeText } from "../../ui/safe-text.tsx";
import { caseText, partnerText } from "./register-words.ts";
import type { RegisterShown } from "./use-register.ts";

/** Who holds which version of which case, as far as our books and their receipts say. */
export function Holdings({ register }: { readonly register: RegisterShown }): ReactNode {
  const t = useTranslate();
  const rows = useMemo(() => holdingsOf(register.entries), [register]);
  return (
    <div className="register-bundles">
      <p className="register-hint">{t("register:holdings.what")}</p>
      <div className="register-grid">
        <Grid label={t("register:tab.holdings")} columns={useColumns(register)} rows={rows} rowKey={keyOf} emptyText={t("register:holdings.none")} />
      </div>
    </div>
  );
}

const keyOf = ({ key }: Holding): string => key;

const holderText = ({ partner, addressee }: Holding): string => (partner === null ? safeText(addressee) : partnerText(partner));

function useColumns(register: RegisterShown): readonly GridColumn<Holding>[] {
  const t = useTranslate();
  const format = useFormat();
  return useMemo<readonly GridColumn<Holding>[]>(() => {
    const head = (id: string, width: number) => ({ id, title: t(`register:holdings.${id}`), width });
    const numbered = (entry: Holding["accepted"]): string =>
      entry === null ? "–" : t("register:holdings.numbered", { number: entry.sequence, date: format.date(entry.at) });
    return [
      { ...head("case", 200), isWide: true, render: (row) => caseText(register, row), sortValue: (row) => caseText(register, row) },
      { ...head("partner", 240), render: holderText, sortValue: holderText },
      {
        ...head("handedOver", 190),
        render: ({ handedOver }) => <span className="tabular">{numbered(handedOver)}</span>,
        sortValue: ({ handedOver }) => handedOver.at,
      },
      {
        ...head("accepted", 190),
        render: ({ accepted }) => <span className="tabular">{numbered(accepted)}</span>,
        sortValue: ({ accepted }) => accepted?.at ?? 0,
      },
      {
        ...head("holds", 110),
        align: "right",
        render: ({ holds, bundles }) => `${format.number(holds)} / ${format.number(bundles)}`,
        sortValue: ({ holds }) => holds,
      },
      {
        ...head("withdrawn", 210),
        render: ({ withdrawn, unanswered }) =>
          withdrawn === 0 ? (
            "–"
          ) : (
            <Tag tone={unanswered === 0 ? "success" : "warning"}>
              {t("register:holdings.answered", { withdrawn: format.number(withdrawn), unanswered: format.number(unanswered) })}
            </Tag>
          ),
        sortValue: ({ unanswered }) => unanswered,
      },
    ];
  }, [t, format, register]);
}
