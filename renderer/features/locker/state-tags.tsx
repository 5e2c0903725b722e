import type { ReactNode } from "react";
import type { CustodyChain } from "../../../shared/projections/custody.ts";
import { DamageTag } from "../../ui/damage-tag.tsx";
import { DestroyedTag } from "../../ui/destroyed-tag.tsx";
import { Tag, type Tone } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import type { LockerRow } from "./locker-rows.ts";

/** What must be seen of an exhibit before anything else; `isListed`: where its custody stands beside it. */
export function StateTags({ row, isListed = false }: { readonly row: LockerRow; readonly isListed?: boolean }): ReactNode {
  const t = useTranslate();
  const isOdd = row.custody.steps.some(({ counts, flags }) => counts && flags.length > 0);
  return (
    <>
      <DestroyedTag isDestroyed={!isListed && row.custody.state === "destroy"} />
      <DamageTag damage={row.damage} />
      {row.isAbsent && <Tag title={t("locker:absentHelp")}>{t("exhibits:state.absent")}</Tag>}
      {isOdd && (
        <Tag tone="warning" title={t("locker:odd")}>
          {t("locker:oddTag")}
        </Tag>
      )}
    </>
  );
}

const tones: Readonly<Record<string, Tone>> = { seize: "info", register: "info", store: "success", transfer: "primary", destroy: "danger" };

/** What was done with it last. */
export function CustodyState({ custody }: { readonly custody: CustodyChain }): ReactNode {
  const t = useTranslate();
  if (custody.state === null) return <span className="locker-muted">{t("locker:uncustodied")}</span>;
  return (
    <Tag tone={tones[custody.state] ?? "none"} {...(custody.holder === "" ? {} : { title: t("locker:holder", { name: custody.holder }) })}>
      {t(`ontology:choice.custodyAction.${custody.state}`)}
    </Tag>
  );
}
