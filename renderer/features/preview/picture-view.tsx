import { type ReactNode, useEffect, useRef } from "react";
import type { Picture } from "../../../shared/preview/model.ts";
import { useFormat } from "../../ui/format.ts";
import { useTranslate } from "../../ui/translate.ts";
import { CitedRegion } from "./cited-region.tsx";
import { NotShown, Reading } from "./not-shown.tsx";
import { PixelCanvas } from "./pixel-canvas.tsx";
import { useAnswer } from "./use-answer.ts";
import { useDrag, useZoom } from "./zoom.ts";
import { ZoomBar } from "./zoom-bar.tsx";
import type { ViewProps } from "./view-props.ts";

/** A picture, turned as its camera says: zoomed by + − 0 1 and Ctrl with the wheel, moved by arrows and by dragging. */
export function PictureView({ door, opened, place }: ViewProps): ReactNode {
  const read = useAnswer("picture", () => door.picture({}));
  if (read.kind === "failed") return <NotShown error={read.error} />;
  if (read.kind === "waiting") return <Reading />;
  return <Shown picture={read.value} isAnimated={opened.picture?.isAnimated === true} region={place.region ?? ""} />;
}

function Shown({ picture, isAnimated, region }: { readonly picture: Picture; readonly isAnimated: boolean; readonly region: string }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const frame = useRef<HTMLElement>(null);
  const zoom = useZoom(frame, { width: picture.fullWidth, height: picture.fullHeight, first: "whole" });
  useDrag(frame);
  useEffect(() => frame.current?.focus({ preventScroll: true }), []);
  const [width, height] = [picture.fullWidth * zoom.scale, picture.fullHeight * zoom.scale];
  const isScaled = picture.width < picture.fullWidth;
  return (
    <div className="preview-view">
      <div className="preview-bar">
        <ZoomBar zoom={zoom} />
        {isAnimated && <span className="preview-muted">{t("preview:picture.animated")}</span>}
        {isScaled && (
          <span className="preview-muted">
            {t("preview:picture.scaled", { width: format.number(picture.width), height: format.number(picture.height) })}
          </span>
        )}
      </div>
      <section
        ref={frame}
        className="preview-frame preview-checkered"
        aria-label={t("preview:picture.frame")}
        tabIndex={0}
        onKeyDown={zoom.onKeyDown}
        onWheel={zoom.onWheel}
      >
        <div className="preview-sheet" style={{ width, height }}>
          <PixelCanvas
            pixels={picture}
            {...{ width, height }}
            isSharp={zoom.scale > 2}
            label={t("preview:picture.label", { width: format.number(picture.fullWidth), height: format.number(picture.fullHeight) })}
          />
          {region !== "" && <CitedRegion region={region} />}
        </div>
      </section>
    </div>
  );
}
