import type { ReactNode } from "react";

/** The part of a page or picture that is cited: "left,top,width,height" in percent. Nothing where it says no part. */
export function CitedRegion({ region }: { readonly region: string }): ReactNode {
  const parts = region.split(",").map(Number);
  const [left = 0, top = 0, width = 0, height = 0] = parts;
  if (parts.length !== 4 || !parts.every((part) => part >= 0 && part <= 100) || width === 0 || height === 0) return null;
  return (
    <div ref={bringIntoView} className="preview-region" style={{ left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` }} />
  );
}

function bringIntoView(cited: HTMLElement | null): void {
  cited?.scrollIntoView({ block: "center", inline: "center" });
}
