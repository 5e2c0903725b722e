import type { ReactNode } from "react";
import type { Delimiter, Encoding, FileLayout, IntakePreview } from "../../../shared/intake/model.ts";
import { RadioField, SelectField } from "../../ui/field.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { isRecognised, type Looking } from "./previewed.ts";

/** Every encoding and delimiter there is; one that is missing here is a compile error. */
const encodings = {
  "utf-8": true,
  "windows-1251": true,
  "utf-16le": true,
  "utf-16be": true,
  ibm866: true,
  "koi8-r": true,
} as const satisfies Record<Encoding, true>;
const delimiterNames = { ",": "comma", ";": "semicolon", "\t": "tab", "|": "bar" } as const satisfies Record<Delimiter, string>;
const isEncoding = (name: string): name is Encoding => Object.hasOwn(encodings, name);
const isDelimiter = (sign: string): sign is Delimiter => Object.hasOwn(delimiterNames, sign);

/** Whether a text is a table, or a document in which values are recognised. */
export function ReadAsField({ preview, seen }: { readonly preview: IntakePreview; readonly seen: Looking }): ReactNode {
  const t = useTranslate();
  return (
    <RadioField
      isInline
      label={t("recognise:readAs.label")}
      value={seen.choices.readAs ?? (isRecognised(preview) ? "document" : "table")}
      options={[
        { value: "table", label: t("recognise:readAs.table") },
        { value: "document", label: t("recognise:readAs.document") },
      ]}
      onChange={(readAs) => seen.choose({ readAs: readAs === "document" ? "document" : "table" })}
    />
  );
}

/** How a text is read as a table, to be changed with its beginning in sight: a person knows Cyrillic letters when they see them. */
export function TextFormFields({ preview, seen }: { readonly preview: IntakePreview; readonly seen: Looking }): ReactNode {
  const t = useTranslate();
  const { layout, look } = preview;
  return (
    <>
      <div className="intake-form">
        <SelectField
          label={t("intake:file.encoding")}
          value={seen.choices.encoding ?? layout.encoding}
          options={Object.keys(encodings).map((name) => ({ value: name, label: t(`intake-rules:encoding.${name}`) }))}
          onChange={(name) => isEncoding(name) && seen.choose({ encoding: name })}
        />
        {!isRecognised(preview) && (
          <SelectField
            label={t("intake:file.delimiter")}
            value={seen.choices.delimiter ?? layout.delimiter}
            options={Object.entries(delimiterNames).map(([sign, name]) => ({ value: sign, label: t(`intake-rules:delimiter.${name}`) }))}
            onChange={(sign) => isDelimiter(sign) && seen.choose({ delimiter: sign })}
          />
        )}
        {!isRecognised(preview) && <HeaderRowField preview={preview} seen={seen} />}
      </div>
      <section className="intake-look" aria-label={t("intake:file.look")} tabIndex={0}>
        {look
          .trimEnd()
          .split(/\r\n|\r|\n/)
          .slice(0, shownLines)
          .map((line, at) => ({ line, place: at + 1 }))
          .map(({ line, place }) => (
            <div key={place}>
              <span className="intake-look-place">{place}</span>
              <SafeText text={line} />
            </div>
          ))}
      </section>
    </>
  );
}
const shownLines = 8;

/** Which row names the columns. */
function HeaderRowField({ preview, seen }: { readonly preview: IntakePreview; readonly seen: Looking }): ReactNode {
  const t = useTranslate();
  const [sheet] = preview.sheets;
  if (sheet === undefined) return null;
  const said = seen.choices.headerRows?.[sheet.name] ?? headerRowOf(preview.layout, sheet.headerRow);
  const most = Math.max(mostHeaderRows, said);
  return (
    <SelectField
      label={t("intake:file.header")}
      value={String(said)}
      options={Array.from({ length: most + 1 }, (_, row) => ({
        value: String(row),
        label: row === 0 ? t("intake:file.noHeader") : t("intake:file.headerRow", { row }),
      }))}
      onChange={(row) => seen.choose({ headerRows: { ...seen.choices.headerRows, [sheet.name]: Number(row) } })}
    />
  );
}
const mostHeaderRows = 20;

const headerRowOf = ({ hasHeader }: FileLayout, row: number): number => (hasHeader ? row : 0);
