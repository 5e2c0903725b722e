import type { ReactNode } from "react";
import type { MappedDirection, MappedTransfer, Mapping } from "../../../shared/intake/mapping/model.ts";
import type { SheetPreview } from "../../../shared/intake/model.ts";
import { RadioField, SelectField, SwitchField, TextField } from "../../ui/field.tsx";
import { safeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { addTransfer, payersOf } from "./edit-mapping.ts";
import { useThingNames } from "./thing-names.ts";

interface TransferProps {
  readonly sheet: SheetPreview;
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
}

/** "Each row is a transfer from A to B": its ends, its asset where no column says it, and which way it goes. */
export function MappingTransfer(props: TransferProps): ReactNode {
  const t = useTranslate();
  const { mapping, onChange } = props;
  const { transfer } = mapping;
  const canBe = payersOf(mapping).length > 1;
  return (
    <section className="intake-part" aria-label={t("intake:mapping.transfer")}>
      <h3>{t("intake:mapping.transfer")}</h3>
      <SwitchField
        label={t(canBe ? "intake:mapping.isTransfer" : "intake:mapping.noEnds")}
        isOn={transfer !== null}
        isDisabled={!canBe && transfer === null}
        onChange={(isOn) => onChange(isOn ? addTransfer(mapping) : { ...mapping, transfer: null })}
      />
      {transfer !== null && <TransferFields {...props} transfer={transfer} />}
    </section>
  );
}

function TransferFields({ sheet, mapping, onChange, transfer }: TransferProps & { readonly transfer: MappedTransfer }): ReactNode {
  const t = useTranslate();
  const nameOf = useThingNames(mapping);
  const change = (more: Partial<MappedTransfer>): void => onChange({ ...mapping, transfer: { ...transfer, ...more } });
  const ends = payersOf(mapping).map((place) => ({ value: String(place), label: nameOf(place) }));
  const end = (name: "from" | "to"): ReactNode => (
    <SelectField
      label={t(`intake:mapping.${name}`)}
      value={String(transfer[name])}
      options={ends}
      onChange={(said) => {
        const other = name === "from" ? "to" : "from";
        // Whoever becomes one end and was the other changes places with it.
        change({ [name]: Number(said), ...(transfer[other] === Number(said) ? { [other]: transfer[name] } : {}) });
      }}
    />
  );
  return (
    <>
      <div className="intake-form">
        {end("from")}
        {end("to")}
        {"fixed" in transfer.asset && (
          <TextField
            isRequired
            label={t("intake:mapping.fixedAsset")}
            help={t("intake:mapping.fixedAssetHelp")}
            value={transfer.asset.fixed}
            onChange={(fixed) => change({ asset: { fixed } })}
          />
        )}
      </div>
      <DirectionField direction={transfer.direction} sheet={sheet} onChange={(direction) => change({ direction })} />
    </>
  );
}

const ways = ["order", "negative", "positive"] as const;

function DirectionField({
  direction,
  sheet,
  onChange,
}: {
  readonly direction: MappedDirection;
  readonly sheet: SheetPreview;
  readonly onChange: (direction: MappedDirection) => void;
}): ReactNode {
  const t = useTranslate();
  const headerOf = (column: number): string => safeText(sheet.layout.headers[column] ?? "");
  if (direction.by === "side") return <p>{t("intake:mapping.way.side", { column: headerOf(direction.amount.column) })}</p>;
  if (direction.by !== "word")
    return (
      <SelectField
        label={t("intake:mapping.way.label")}
        value={direction.by === "order" ? "order" : direction.reversed}
        options={ways.map((way) => ({ value: way, label: t(`intake:mapping.way.${way}`) }))}
        help={t("intake:mapping.way.help")}
        onChange={(way) => onChange(way === "negative" || way === "positive" ? { by: "sign", reversed: way } : { by: "order" })}
      />
    );
  const { forward, reversed } = direction;
  const say = (word: string, way: string): void => {
    const without = (words: readonly string[]): readonly string[] => words.filter((each) => each !== word);
    onChange({
      ...direction,
      forward: way === "forward" ? [...without(forward), word] : without(forward),
      reversed: way === "reversed" ? [...without(reversed), word] : without(reversed),
    });
  };
  return (
    <div className="intake-words">
      <p>{t("intake:mapping.way.words", { column: headerOf(direction.column) })}</p>
      {[...forward, ...reversed].sort().map((word) => (
        <RadioField
          key={word}
          isInline
          label={safeText(word)}
          value={forward.includes(word) ? "forward" : "reversed"}
          options={(["forward", "reversed"] as const).map((way) => ({ value: way, label: t(`intake:mapping.way.${way}`) }))}
          onChange={(way) => say(word, way)}
        />
      ))}
    </div>
  );
}
