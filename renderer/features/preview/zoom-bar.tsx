import type { ReactNode } from "react";
import { Button, IconButton } from "../../ui/button.tsx";
import { useFormat } from "../../ui/format.ts";
import { useTranslate } from "../../ui/translate.ts";
import type { Zoom } from "./zoom.ts";

/** Closer, farther, the whole, its own size. `own` is the scale at which it has its own size. */
export function ZoomBar({ zoom, own = 1 }: { readonly zoom: Zoom; readonly own?: number }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <span className="preview-zoom" role="group" aria-label={t("preview:zoom.label")}>
      <IconButton isSmall icon="zoom-out" label={t("preview:zoom.out")} onClick={() => zoom.by(1 / 1.25)} />
      <span className="tabular preview-percent">{t("preview:zoom.percent", { percent: format.number(Math.round((zoom.scale / own) * 100)) })}</span>
      <IconButton isSmall icon="zoom-in" label={t("preview:zoom.in")} onClick={() => zoom.by(1.25)} />
      <IconButton isSmall icon="zoom-to-fit" label={t("preview:zoom.fit")} isActive={zoom.isFit} onClick={zoom.fit} />
      <Button isSmall isMinimal onClick={() => zoom.to(own)}>
        {t("preview:zoom.own")}
      </Button>
    </span>
  );
}
