import type { ReactNode } from "react";
import type { PdfPage, TextItem } from "../../../shared/preview/model.ts";
import { useFormat } from "../../ui/format.ts";
import { useTranslate } from "../../ui/translate.ts";
import { CitedRegion } from "./cited-region.tsx";
import { PixelCanvas } from "./pixel-canvas.tsx";

interface PdfPageProps {
  readonly page: PdfPage;
  /** Pixels of the window for each point. */
  readonly scale: number;
  readonly number: number;
  /** The run of text that was found; -1 = none. */
  readonly marked: number;
  readonly region: string;
}

/** A page as pixels, with its text over them: unseen, to be selected, copied and read aloud. */
export function PdfPageView({ page, scale, number, marked, region }: PdfPageProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const [width, height] = [page.pointsWide * scale, page.pointsHigh * scale];
  return (
    <div className="preview-sheet" style={{ width, height }}>
      <PixelCanvas pixels={page} {...{ width, height }} isSharp={false} label={t("preview:pdf.pageLabel", { page: format.number(number) })} />
      <div className="preview-runs">
        {page.items.map((item, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: runs of a page never move
          <Run key={at} item={item} scale={scale} isMarked={at === marked} />
        ))}
      </div>
      {region !== "" && <CitedRegion region={region} />}
      {page.items.length === 0 && <p className="preview-no-text">{t("preview:pdf.noText")}</p>}
    </div>
  );
}

function Run({ item, scale, isMarked }: { readonly item: TextItem; readonly scale: number; readonly isMarked: boolean }): ReactNode {
  const size = item.height * scale;
  const natural = widthOf(item.text.trimEnd(), size);
  const stretch = natural > 0 && item.width > 0 ? (item.width * scale) / natural : 1;
  return (
    <span
      {...(isMarked ? { ref: bringIntoView } : {})}
      className={isMarked ? "preview-run preview-run-found" : "preview-run"}
      style={{ left: item.left * scale, top: item.top * scale, fontSize: size, transform: `rotate(${item.turn}deg) scaleX(${stretch})` }}
    >
      {item.text}
    </span>
  );
}

let measuring: CanvasRenderingContext2D | null = null;

/** How wide a text is in the font of runs, before it is stretched to its place. */
function widthOf(text: string, size: number): number {
  measuring ??= document.createElement("canvas").getContext("2d");
  if (measuring === null) return 0;
  measuring.font = `${size}px sans-serif`;
  return measuring.measureText(text).width;
}

function bringIntoView(found: HTMLElement | null): void {
  found?.scrollIntoView({ block: "center", inline: "nearest" });
}
