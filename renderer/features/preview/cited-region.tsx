import type { ReactNode } from "react";
import { regionOf } from "../../../shared/ontology/exhibit-place.ts";

/** The part of a page or picture that is cited: "left,top,width,height" in percent. Nothing where it says no part. */
export function CitedRegion({ region }: { readonly region: string }): ReactNode {
  const part = regionOf(region);
  if (part === null) return null;
  const style = { left: `${part.left}%`, top: `${part.top}%`, width: `${part.width}%`, height: `${part.height}%` };
  return <div ref={bringIntoView} className="preview-region" style={style} />;
}

function bringIntoView(cited: HTMLElement | null): void {
  cited?.scrollIntoView({ block: "center", inline: "center" });
}
