import { type ReactNode, useMemo } from "react";
import { encode } from "uqr";

/** A text as a QR code: black on white in every theme, so that every camera reads it. */
export function QrCode({ text, label, size = 132 }: { readonly text: string; readonly label: string; readonly size?: number }): ReactNode {
  const { path, side } = useMemo(() => drawing(text), [text]);
  return (
    <svg role="img" aria-label={label} width={size} height={size} viewBox={`0 0 ${side} ${side}`} shapeRendering="crispEdges">
      <rect width={side} height={side} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}

function drawing(text: string): { readonly path: string; readonly side: number } {
  const { data, size } = encode(text, { ecc: "M", border: 3 });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join("");
  return { path, side: size };
}
