import { type ReactNode, useMemo } from "react";
import type { ColumnForm, DateOrder, DecimalSign, Mapping } from "../../../shared/intake/mapping/model.ts";
import type { SheetPreview } from "../../../shared/intake/model.ts";
import { CompactSelect } from "../../ui/compact-select.tsx";
import type { FieldOption } from "../../ui/field.tsx";
import { SafeText, safeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { formOf, mappableProperties, type Meaning, meaningOf, setForm, setMeaning, transferParts } from "./edit-mapping.ts";
import { useThingNames } from "./thing-names.ts";

/** Every order and sign there is; one that is missing here is a compile error. */
const dateOrders = { ymd: true, dmy: true, mdy: true, unix: true } as const satisfies Record<DateOrder, true>;
const decimalSigns = { ".": "point", ",": "comma" } as const satisfies Record<DecimalSign, string>;
/** Hours ahead of UTC that sources here use. */
const offsets = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((hours) => hours * 60);
const isOrder = (name: string): name is DateOrder => Object.hasOwn(dateOrders, name);
const isSign = (sign: string): sign is DecimalSign => Object.hasOwn(decimalSigns, sign);

interface MappingColumnsProps {
  readonly sheet: SheetPreview;
  readonly mapping: Mapping;
  readonly onChange: (mapping: Mapping) => void;
}

/** Columns of the file left, what each means right, with values to judge by. */
export function MappingColumns({ sheet, mapping, onChange }: MappingColumnsProps): ReactNode {
  const t = useTranslate();
  const options = useMeanings(mapping);
  return (
    <table className="intake-mapping">
      <thead>
        <tr>
          <th scope="col">{t("intake:columns.header")}</th>
          <th scope="col">{t("intake:columns.sample")}</th>
          <th scope="col">{t("intake:mapping.means")}</th>
          <th scope="col">{t("intake:mapping.written")}</th>
        </tr>
      </thead>
      <tbody>
        {sheet.layout.headers
          .map((header, column) => ({ header, column, place: column + 1 }))
          .map(({ header, column, place }) => {
            const meaning = meaningOf(mapping, column);
            return (
              <tr key={place}>
                <th scope="row">
                  <SafeText text={header} />
                </th>
                <td className="mono intake-mapping-values">
                  <SafeText text={valuesOf(sheet, column).slice(0, 3).join("  ·  ")} />
                </td>
                <td>
                  <CompactSelect
                    label={t("intake:mapping.meansOf", { column: safeText(header) })}
                    value={JSON.stringify(meaning)}
                    options={options}
                    onChange={(said) => onChange(setMeaning(mapping, column, JSON.parse(said) as Meaning, wordsOf(sheet, column)))}
                  />
                </td>
                <td>
                  <FormFields {...{ mapping, column, header, onChange }} form={formOf(mapping, meaning)} />
                </td>
              </tr>
            );
          })}
      </tbody>
    </table>
  );
}

/** Distinct values of the first rows, as written. */
export function valuesOf({ sample }: SheetPreview, column: number): readonly string[] {
  return [...new Set(sample.map((row) => row[column] ?? "").filter((cell) => cell.trim() !== ""))];
}
/** Distinct words of the first rows, as they are compared. */
export function wordsOf(sheet: SheetPreview, column: number): readonly string[] {
  return [...new Set(valuesOf(sheet, column).map((value) => value.trim().toLowerCase().replaceAll(/\s+/g, " ")))].slice(0, mostWords);
}
const mostWords = 20;

function useMeanings(mapping: Mapping): readonly FieldOption[] {
  const t = useTranslate();
  const nameOf = useThingNames(mapping);
  return useMemo(() => {
    const option = (meaning: Meaning, label: string): FieldOption => ({ value: JSON.stringify(meaning), label });
    return [
      option({ of: "nothing" }, t("intake:mapping.nothing")),
      ...mapping.things.flatMap(({ type }, thing) =>
        mappableProperties(type).map((property) =>
          option({ of: "thing", thing, property }, `${nameOf(thing)} · ${t(`ontology:property.${property}`)}`),
        ),
      ),
      ...mapping.links.flatMap(({ type, from, to }, link) =>
        mappableProperties(type).map((property) =>
          option(
            { of: "link", link, property },
            `${nameOf(from)} → ${t(`ontology:verb.${type}`)} → ${nameOf(to)} · ${t(`ontology:property.${property}`)}`,
          ),
        ),
      ),
      ...(mapping.transfer === null
        ? []
        : [
            ...transferParts.map((part) => option({ of: "transfer", part }, t(`intake:mapping.part.${part}`))),
            option({ of: "other-side" }, t("intake:mapping.part.otherSide")),
            option({ of: "direction" }, t("intake:mapping.part.direction")),
          ]),
    ];
  }, [mapping, nameOf, t]);
}

interface FormFieldsProps {
  readonly mapping: Mapping;
  readonly column: number;
  readonly header: string;
  readonly form: "date" | "number" | null;
  readonly onChange: (mapping: Mapping) => void;
}

/** How dates or numbers are written in a column: asked where its values can be read in several ways. */
function FormFields({ mapping, column, header, form, onChange }: FormFieldsProps): ReactNode {
  const t = useTranslate();
  const said = mapping.forms[column];
  if (form === null || said === undefined) return null;
  const change = (more: Partial<ColumnForm>): void => onChange(setForm(mapping, column, more));
  const ask = { value: "", label: t("intake:mapping.ask") };
  const name = safeText(header);
  if (form === "number")
    return (
      <CompactSelect
        label={t("intake:mapping.sign.label", { column: name })}
        value={said.decimalSign}
        isOpen={said.decimalSign === ""}
        options={[
          ...(said.decimalSign === "" ? [ask] : []),
          ...Object.entries(decimalSigns).map(([sign, word]) => ({ value: sign, label: t(`intake:mapping.sign.${word}`) })),
        ]}
        onChange={(sign) => isSign(sign) && change({ decimalSign: sign })}
      />
    );
  return (
    <div className="intake-mapping-date">
      <CompactSelect
        label={t("intake:mapping.order.label", { column: name })}
        value={said.dateOrder}
        isOpen={said.dateOrder === ""}
        options={[
          ...(said.dateOrder === "" ? [ask] : []),
          ...Object.keys(dateOrders).map((order) => ({ value: order, label: t(`intake:mapping.order.${order}`) })),
        ]}
        onChange={(order) => isOrder(order) && change({ dateOrder: order })}
      />
      <CompactSelect
        label={t("intake:mapping.offset", { column: name })}
        value={said.offsetMinutes === null ? "" : String(said.offsetMinutes)}
        isOpen={said.offsetMinutes === null}
        options={[
          ...(said.offsetMinutes === null ? [ask] : []),
          ...offsets.map((minutes) => ({ value: String(minutes), label: minutes === 0 ? "UTC" : `UTC+${minutes / 60}` })),
        ]}
        onChange={(minutes) => minutes !== "" && change({ offsetMinutes: Number(minutes) })}
      />
    </div>
  );
}
