import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from "react";
import type { PdfFacts } from "../../../shared/preview/model.ts";
import { Callout } from "../../ui/callout.tsx";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { NotShown, Reading } from "./not-shown.tsx";
import { PageNumber } from "./page-number.tsx";
import { PdfPageView } from "./pdf-page.tsx";
import { SearchBar } from "./search-bar.tsx";
import { useAnswer } from "./use-answer.ts";
import { focusSearch, useSearch } from "./use-search.ts";
import { useDrag, useZoom } from "./zoom.ts";
import { ZoomBar } from "./zoom-bar.tsx";
import type { ViewProps } from "./view-props.ts";

/** A point is 1/72 inch, a pixel of the window 1/96. */
const ownScale = 96 / 72;

/** A PDF, page by page, with its text to select and search. PageUp, PageDown, Home and End turn pages; + − 0 1 zoom; Ctrl+F searches. Nothing of it runs or is followed. */
export function PdfView({ door, opened, place }: ViewProps): ReactNode {
  const pages = opened.pdf?.pages ?? 1;
  const cited = Math.min(pages, Math.max(0, place.page ?? 0));
  const id = useId();
  const frame = useRef<HTMLElement>(null);
  const [page, setPage] = useState(Math.max(1, cited));
  const search = useSearch(door, "pdf", page);
  const hitPage = search.hit?.at;
  useEffect(() => {
    if (hitPage !== undefined) setPage(hitPage);
  }, [hitPage]);
  const [size, setSize] = useState({ width: 595, height: 842 });
  const zoom = useZoom(frame, { ...size, own: ownScale, first: "width" });
  useDrag(frame);
  const pixels = zoom.scale * Math.min(3, window.devicePixelRatio);
  const read = useAnswer(`page ${page} ${pixels.toFixed(3)}`, () => door.page({ page, scale: pixels }));
  const shown = read.kind === "there" ? read.value : null;
  useEffect(() => {
    if (shown !== null) setSize({ width: shown.pointsWide, height: shown.pointsHigh });
  }, [shown]);
  useEffect(() => frame.current?.focus({ preventScroll: true }), []);
  const turn = (to: number): void => {
    setPage(Math.min(pages, Math.max(1, to)));
    frame.current?.scrollTo(0, 0);
  };
  return (
    <div className="preview-view" role="group" onKeyDown={(event) => focusSearch(event, id)}>
      {opened.pdf !== null && <Held facts={opened.pdf} />}
      <div className="preview-bar">
        <PageNumber {...{ page, pages, cited }} onTurn={turn} />
        <ZoomBar zoom={zoom} own={ownScale} />
        <SearchBar search={search} id={id} />
      </div>
      <Frame frame={frame} onKeyDown={pdfKeys(page, pages, turn, zoom.onKeyDown)} onWheel={zoom.onWheel}>
        {read.kind === "waiting" && <Reading />}
        {read.kind === "failed" && <NotShown error={read.error} />}
        {shown !== null && (
          <PdfPageView
            page={shown}
            scale={zoom.scale}
            number={page}
            marked={search.hit?.at === page ? search.hit.item : -1}
            region={page === cited ? (place.region ?? "") : ""}
          />
        )}
      </Frame>
    </div>
  );
}

interface FrameProps {
  readonly frame: React.RefObject<HTMLElement | null>;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onWheel: (event: React.WheelEvent) => void;
  readonly children: ReactNode;
}

function Frame({ frame, onKeyDown, onWheel, children }: FrameProps): ReactNode {
  const t = useTranslate();
  return (
    <section ref={frame} className="preview-frame" aria-label={t("preview:pdf.frame")} tabIndex={0} onKeyDown={onKeyDown} onWheel={onWheel}>
      {children}
    </section>
  );
}

function pdfKeys(page: number, pages: number, turn: (to: number) => void, zoomKeys: (event: KeyboardEvent) => void): (event: KeyboardEvent) => void {
  return (event) => {
    const to = { PageDown: page + 1, PageUp: page - 1, Home: 1, End: pages }[event.key];
    if (to === undefined) return zoomKeys(event);
    event.preventDefault();
    turn(to);
  };
}

/** What it holds besides pages, none of which was run or opened. */
function Held({ facts: { hasScripts, hasForm, attachments } }: { readonly facts: PdfFacts }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  if (!hasScripts && attachments.length === 0) return hasForm ? <p className="preview-muted">{t("preview:pdf.form")}</p> : null;
  return (
    <Callout tone="warning">
      {hasScripts && <p>{t("preview:pdf.scripts")}</p>}
      {attachments.length > 0 && (
        <p>
          {t("preview:pdf.attachments", { number: format.number(attachments.length) })} <SafeText text={attachments.slice(0, 20).join("; ")} />
        </p>
      )}
    </Callout>
  );
}
