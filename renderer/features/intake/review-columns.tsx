import { type ReactNode, useMemo } from "react";
import type { RecognisedItem } from "../../../shared/intake/recognise/model.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import type { LookAlike } from "../../../shared/projections/look-alike.ts";
import { useFormat } from "../../ui/format.ts";
import { SafeText, safeText } from "../../ui/safe-text.tsx";
import { Tag, type Tone } from "../../ui/tag.tsx";
import type { TreeGridColumn, TreeGridRow } from "../../ui/tree-grid.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { TypeIcon } from "../../ui/type-icon.tsx";
import { type Group, isOn, type Ticks } from "./review-groups.ts";

/** A value, or one of its places under it. */
export interface ReviewLine extends TreeGridRow {
  readonly group: Group;
  readonly item: RecognisedItem;
}

interface Shown {
  readonly ticks: Ticks;
  readonly toggle: (group: Group) => void;
  readonly knownOf: (item: RecognisedItem) => EntityId | null;
  readonly likeOf: (item: RecognisedItem) => LookAlike | null;
}

/** The types values become, for their drawings; "" = none. */
const typesOf: Readonly<Record<RecognisedItem["kind"], string>> = {
  wallet: "wallet",
  iin: "person",
  bin: "organisation",
  iban: "bankAccount",
  phone: "account",
  email: "account",
  telegram: "account",
  "telegram-invite": "account",
  domain: "site",
  url: "site",
  transaction: "",
  "secret-key": "",
  bic: "",
};

/** The tick, what it is and how it is written, what its checksum says, whether the case knows it, where it stands, and the words around it. */
export function useReviewColumns({ ticks, toggle, knownOf, likeOf }: Shown): readonly TreeGridColumn<ReviewLine>[] {
  const t = useTranslate();
  return useMemo(
    () => [
      {
        id: "take",
        title: t("recognise:column.take"),
        width: "56px",
        render: ({ group, level }) => (level === 1 ? <Tick {...{ group, ticks }} onToggle={() => toggle(group)} /> : null),
      },
      { id: "what", title: t("recognise:column.what"), width: "minmax(250px, 1.6fr)", isTree: true, render: (line) => <What line={line} /> },
      { id: "check", title: t("recognise:column.check"), width: "minmax(226px, 1fr)", render: (line) => <Check line={line} /> },
      {
        id: "case",
        title: t("recognise:column.case"),
        width: "minmax(170px, 0.8fr)",
        render: ({ level, item }) => (level === 1 ? <InCase {...{ item, knownOf, likeOf }} /> : null),
      },
      { id: "place", title: t("recognise:column.place"), width: "minmax(112px, 0.5fr)", render: (line) => <PlaceOf line={line} /> },
      { id: "around", title: t("recognise:column.around"), width: "minmax(150px, 1fr)", render: ({ item }) => <Around item={item} /> },
    ],
    [t, ticks, toggle, knownOf, likeOf],
  );
}

function Tick({ group, ticks, onToggle }: { readonly group: Group; readonly ticks: Ticks; readonly onToggle: () => void }): ReactNode {
  const t = useTranslate();
  const tick = isOn(group, ticks);
  if (tick === null) return null;
  const label = t("recognise:take", { kind: t(`recognise:kind.${group.first.kind}`), value: safeText(group.first.written) });
  return <input type="checkbox" className="review-tick" tabIndex={-1} aria-label={label} checked={tick} onChange={onToggle} />;
}

function What({ line: { item, level } }: { readonly line: ReviewLine }): ReactNode {
  const t = useTranslate();
  const type = item.check === "invalid" ? "unverifiedValue" : typesOf[item.kind];
  const isSecret = item.kind === "secret-key";
  return (
    <span className="review-what">
      {level === 1 && type !== "" && <TypeIcon type={type} size={16} />}
      {level === 1 && <span className="review-kind">{t(`recognise:kind.${item.kind}`)}</span>}
      <span className="mono review-value" title={isSecret ? undefined : safeText(item.written)}>
        {isSecret ? t("recognise:secret") : <SafeText text={item.written} />}
      </span>
    </span>
  );
}

const checkTones: Readonly<Record<RecognisedItem["check"], Tone>> = { valid: "success", invalid: "danger", none: "none" };

function Check({ line: { item } }: { readonly line: ReviewLine }): ReactNode {
  const t = useTranslate();
  const { check, fault, remarks } = item;
  const words = fault === null ? t(`recognise:check.${check}`) : t(`recognise:fault.${fault}`);
  const remarkWords = remarks.map((remark) => t(`recognise:remark.${remark}`));
  return (
    <span className="review-tags">
      {(check !== "none" || remarks.length === 0) && (
        <Tag tone={checkTones[check]} title={[words, ...remarkWords].join("\n")}>
          {words}
        </Tag>
      )}
      {remarks.map((remark) => (
        <Tag key={remark} tone="warning" title={t(`recognise:remark.${remark}`)}>
          {t(`recognise:remarkShort.${remark}`)}
        </Tag>
      ))}
    </span>
  );
}

function InCase({ item, knownOf, likeOf }: Pick<Shown, "knownOf" | "likeOf"> & { readonly item: RecognisedItem }): ReactNode {
  const t = useTranslate();
  if (!item.canBeThing) return <span className="intake-muted">{t("recognise:case.none")}</span>;
  if (knownOf(item) !== null) {
    // Only a public name or a checked number makes two things one by itself (decision 0112).
    const isOne = typesOf[item.kind] !== "account" && item.check !== "invalid";
    return (
      <Tag tone="info" {...(isOne ? {} : { title: t("recognise:case.likelyWhole") })}>
        {t(isOne ? "recognise:case.known" : "recognise:case.likely")}
      </Tag>
    );
  }
  const like = likeOf(item);
  if (like === null) return <span>{t("recognise:case.new")}</span>;
  const words = t(`recognise:alike.${like.way}`, { of: safeText(like.of) });
  return (
    <Tag tone="warning" icon="eye-open" title={words}>
      {t("recognise:case.alike", { of: safeText(like.of) })}
    </Tag>
  );
}

function PlaceOf({ line: { item, group, level, isOpen } }: { readonly line: ReviewLine }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  if (level === 1 && group.items.length > 1 && isOpen !== true) return <span>{t("recognise:place.many", { count: group.items.length })}</span>;
  const { page, line, column } = item;
  const words = { page: format.number(page), line: format.number(line), column: format.number(column) };
  return (
    <span className="tabular" title={t(page > 0 ? "recognise:place.onPageWhole" : "recognise:place.whole", words)}>
      {t(page > 0 ? "recognise:place.onPage" : "recognise:place.line", words)}
    </span>
  );
}

function Around({ item: { before, written, behind, kind } }: { readonly item: RecognisedItem }): ReactNode {
  return (
    <span className="review-around">
      <SafeText text={before} />
      <mark>{kind === "secret-key" ? "…" : <SafeText text={written} />}</mark>
      <SafeText text={behind} />
    </span>
  );
}
