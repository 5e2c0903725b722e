import type { PDFPageProxy } from "pdfjs-dist";
import type { TextItem } from "../../../shared/preview/model.ts";

type TextContent = Awaited<ReturnType<PDFPageProxy["getTextContent"]>>;
type Run = Extract<TextContent["items"][number], { readonly str: string }>;

/** The text of a page in runs, with the place of each as pdf.js' own text layer has it. A run that ends a line ends with a space. */
export async function pageText(page: PDFPageProxy): Promise<readonly TextItem[]> {
  const { items, styles } = await page.getTextContent();
  const { transform } = page.getViewport({ scale: 1 });
  return items.flatMap((item) => {
    if (!("str" in item) || (item.str === "" && !item.hasEOL)) return [];
    const style = styles[item.fontName];
    return [placed(item, transform, ascentOf(style), style?.vertical === true)];
  });
}

function ascentOf(style: TextContent["styles"][string] | undefined): number {
  if (style === undefined || Number.isNaN(style.ascent)) return 0.8;
  return style.ascent === 0 ? 0.8 : style.ascent;
}

function placed(run: Run, page: readonly number[], ascent: number, isVertical: boolean): TextItem {
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = multiplied(page, run.transform as readonly number[]);
  const height = Math.hypot(c, d);
  const turn = Math.atan2(b, a) + (isVertical ? Math.PI / 2 : 0);
  return {
    text: run.hasEOL ? `${run.str} ` : run.str,
    left: e + ascent * height * Math.sin(turn),
    top: f - ascent * height * Math.cos(turn),
    width: isVertical ? run.height : run.width,
    height,
    turn: (turn * 180) / Math.PI,
  };
}

/** One transform after another: [a b c d e f] as in PDF. */
function multiplied(
  [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[],
  [g = 1, h = 0, i = 0, j = 1, k = 0, l = 0]: readonly number[],
): readonly number[] {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}
