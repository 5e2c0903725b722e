import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import type { TextPiece } from "../../../shared/preview/model.ts";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { NotShown, Reading } from "./not-shown.tsx";
import { clampFrom, Pager, turningKeys } from "./pager.tsx";
import { SearchBar } from "./search-bar.tsx";
import { useAnswer } from "./use-answer.ts";
import { focusSearch, useSearch } from "./use-search.ts";
import type { ViewProps } from "./view-props.ts";

const pagePieces = 200;
const piecesBefore = 5;

/** The text by lines, with signs that are not seen made visible. PageUp, PageDown, Home and End turn pages, Ctrl+F searches. */
export function TextView({ door, opened, place, isDocument }: ViewProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const id = useId();
  const frame = useRef<HTMLElement>(null);
  const total = opened.text?.pieces ?? 0;
  const cited = isDocument ? place.row : 0;
  const [from, setFrom] = useState(() => (cited > 0 ? clampFrom(cited - piecesBefore, pagePieces, total) : 1));
  const search = useSearch(door, "text", from - 1);
  const turn = (to: number): void => setFrom(clampFrom(to, pagePieces, total));
  const hitAt = search.hit?.at;
  useEffect(() => {
    if (hitAt === undefined) return;
    setFrom((shown) => (hitAt + 1 < shown || hitAt + 1 >= shown + pagePieces ? clampFrom(hitAt + 1 - piecesBefore, pagePieces, total) : shown));
  }, [hitAt, total]);
  const read = useAnswer(`pieces ${from}`, () => door.pieces({ from: from - 1, count: pagePieces }));
  const isRead = read.kind === "there";
  useEffect(() => {
    if (isRead) frame.current?.focus({ preventScroll: true });
  }, [isRead]);
  if (read.kind === "waiting") return <Reading />;
  if (read.kind === "failed") return <NotShown error={read.error} />;
  const pieces = read.value;
  const words = {
    from: format.number(pieces[0]?.line ?? 0),
    until: format.number(pieces.at(-1)?.line ?? 0),
    total: format.number(opened.text?.lines ?? 0),
  };
  const keys = turningKeys(from, pagePieces, total, turn);
  return (
    <div className="preview-view" role="group" onKeyDown={(event) => focusSearch(event, id)}>
      <div className="preview-bar">
        <Pager {...{ from, total }} size={pagePieces} words={t("preview:text.shown", words)} onTurn={turn} />
        <SearchBar search={search} id={id} />
      </div>
      <section ref={frame} className="preview-scroll" aria-label={t("preview:text.label")} tabIndex={0} onKeyDown={keys}>
        <Pieces pieces={pieces} marked={hitAt === undefined ? pieces.findIndex(({ line }) => line === cited) : hitAt - (from - 1)} />
      </section>
    </div>
  );
}

/** A piece that goes on a line has no number of its own. */
function Pieces({ pieces, marked }: { readonly pieces: readonly TextPiece[]; readonly marked: number }): ReactNode {
  const format = useFormat();
  return (
    <table className="preview-text">
      <tbody>
        {pieces.map(({ line, isContinued, text }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a page never move
          <tr key={at} {...(at === marked ? { ref: bringIntoView, className: "preview-found" } : {})}>
            <th scope="row">{isContinued ? "" : format.number(line)}</th>
            <td>
              <SafeText text={text} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function bringIntoView(found: HTMLElement | null): void {
  found?.scrollIntoView({ block: "center" });
}
