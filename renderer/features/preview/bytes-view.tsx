import { type ReactNode, useState } from "react";
import type { Bytes } from "../../../shared/kernel/bytes.ts";
import { useFormat } from "../../ui/format.ts";
import { useTranslate } from "../../ui/translate.ts";
import { NotShown, Reading } from "./not-shown.tsx";
import { clampFrom, Pager, turningKeys } from "./pager.tsx";
import { useAnswer } from "./use-answer.ts";
import type { ViewProps } from "./view-props.ts";

const pageLines = 64;
const lineBytes = 16;

/** The bytes themselves: offset, hexadecimal, and what is ASCII of them. */
export function BytesView({ door, opened }: ViewProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const [from, setFrom] = useState(1);
  const read = useAnswer(`bytes ${from}`, () => door.byteLines({ from: from - 1, count: pageLines }));
  if (read.kind === "waiting") return <Reading />;
  if (read.kind === "failed") return <NotShown error={read.error} />;
  const total = Math.ceil(opened.sizeBytes / lineBytes);
  const turn = (to: number): void => setFrom(clampFrom(to, pageLines, total));
  const [first, until] = [(from - 1) * lineBytes, Math.min(opened.sizeBytes, (from - 1 + pageLines) * lineBytes)];
  const words = { from: format.number(first + 1), until: format.number(until), total: format.number(opened.sizeBytes) };
  return (
    <div className="preview-view">
      <Pager {...{ from, total }} size={pageLines} words={t("preview:bytes.shown", words)} onTurn={turn} />
      <section className="preview-scroll" aria-label={t("preview:bytes.label")} tabIndex={0} onKeyDown={turningKeys(from, pageLines, total, turn)}>
        <table className="preview-bytes">
          <tbody>
            {read.value.map(({ offset, bytes }) => (
              <tr key={offset}>
                <th scope="row">{offset.toString(16).toUpperCase().padStart(8, "0")}</th>
                <td>{hexOf(bytes)}</td>
                <td>{asciiOf(bytes)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </div>
  );
}

/** Two groups of eight. */
function hexOf(bytes: Bytes): string {
  const pairs = [...bytes].map((byte) => byte.toString(16).toUpperCase().padStart(2, "0"));
  return `${pairs.slice(0, 8).join(" ")}  ${pairs.slice(8).join(" ")}`;
}

function asciiOf(bytes: Bytes): string {
  return [...bytes].map((byte) => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : "·")).join("");
}
