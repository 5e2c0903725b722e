import { amountWidth } from "./amount-width.ts";
import { type ReactNode, useMemo } from "react";
import type { ControlTotal } from "../../../shared/intake/model.ts";
import { differenceOf } from "../../../shared/projections/decimal.ts";
import { Callout } from "../../ui/callout.tsx";
import { useFormat } from "../../ui/format.ts";
import { Grid, type GridColumn } from "../../ui/grid.tsx";
import { SafeText, safeText } from "../../ui/safe-text.tsx";
import { Tag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";

export const isDiffering = ({ said, read }: ControlTotal): boolean => said !== read;

/** The sums a file itself says beside what was read of it, per account and asset: those that differ stand first. */
export function ControlTotals({ controls }: { readonly controls: readonly ControlTotal[] }): ReactNode {
  const t = useTranslate();
  const columns = useColumns(controls);
  const rows = useMemo(() => [...controls].sort((a, b) => Number(isDiffering(b)) - Number(isDiffering(a))), [controls]);
  return (
    <>
      <p className="intake-muted intake-hint">{t("intake:controls.help")}</p>
      <Grid label={t("intake:preview.controls")} columns={columns} rows={rows} rowKey={keyOf} />
    </>
  );
}

const keyOf = ({ account, asset, name }: ControlTotal): string => `${account}/${asset}/${name}`;

function useColumns(controls: readonly ControlTotal[]): readonly GridColumn<ControlTotal>[] {
  const t = useTranslate();
  const format = useFormat();
  return useMemo(
    () => [
      {
        id: "outcome",
        title: t("intake:controls.outcome"),
        width: 130,
        render: (total) =>
          isDiffering(total) ? (
            <Tag tone="danger" icon="error">
              {t("intake:controls.differs")}
            </Tag>
          ) : (
            <Tag tone="success" icon="tick-circle">
              {t("intake:controls.agrees")}
            </Tag>
          ),
        sortValue: (total) => (isDiffering(total) ? 0 : 1),
      },
      {
        id: "account",
        title: t("intake:controls.account"),
        width: 210,
        isWide: true,
        render: ({ account }) => (account === "" ? t("intake:controls.onlyAccount") : <SafeText text={account} />),
        sortValue: ({ account }) => account,
      },
      { id: "asset", title: t("intake:totals.asset"), width: 80, render: ({ asset }) => <SafeText text={asset} />, sortValue: ({ asset }) => asset },
      { id: "name", title: t("intake:controls.name"), width: 170, render: ({ name }) => t(`intake-rules:control.${name}`) },
      {
        id: "said",
        title: t("intake:controls.said"),
        width: amountWidth(controls.map(({ said }) => said)),
        align: "right",
        render: ({ said }) => format.decimal(said),
      },
      {
        id: "read",
        title: t("intake:controls.read"),
        width: amountWidth(controls.map(({ read }) => read)),
        align: "right",
        render: ({ read }) => format.decimal(read),
      },
      {
        id: "difference",
        title: t("intake:controls.difference"),
        width: 150,
        align: "right",
        render: (total) => (isDiffering(total) ? <strong className="intake-out">{format.decimal(differenceText(total))}</strong> : "0"),
      },
    ],
    [t, format, controls],
  );
}

/** What we read, less what the file says; both are exact decimal texts of our own, so a difference there is. */
const differenceText = ({ said, read }: ControlTotal): string => differenceOf(read, said) ?? "";

/** Tells loudly of each sum that is not borne out, the first few by name; nothing where all are. */
export function DifferingTotals({ controls, children }: { readonly controls: readonly ControlTotal[]; readonly children?: ReactNode }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const differing = controls.filter(isDiffering);
  if (differing.length === 0) return null;
  return (
    <Callout tone="danger" title={t("intake-rules:notice.totals-differ", { count: differing.length })}>
      <ul className="intake-differing">
        {differing.slice(0, mostNamed).map((total) => (
          <li key={keyOf(total)}>
            {t("intake:controls.line", {
              account: total.account === "" ? t("intake:controls.onlyAccount") : safeText(total.account),
              asset: safeText(total.asset),
              name: t(`intake-rules:control.${total.name}`),
              said: format.decimal(total.said),
              read: format.decimal(total.read),
            })}
          </li>
        ))}
        {differing.length > mostNamed && <li>{t("intake:controls.more", { count: differing.length - mostNamed })}</li>}
      </ul>
      {children}
    </Callout>
  );
}
const mostNamed = 4;
