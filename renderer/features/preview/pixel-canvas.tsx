import { type ReactNode, useLayoutEffect, useRef } from "react";
import type { Pixels } from "../../../shared/preview/model.ts";

interface PixelCanvasProps {
  readonly pixels: Pixels;
  /** How large it is drawn, in pixels of the window. */
  readonly width: number;
  readonly height: number;
  readonly label: string;
  /** Own pixels as squares: it is drawn much larger than it is. */
  readonly isSharp: boolean;
}

/** Pixels of the preview thread, drawn as they came. */
export function PixelCanvas({ pixels, width, height, label, isSharp }: PixelCanvasProps): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    canvas.current?.getContext("2d")?.putImageData(new ImageData(pixels.rgba, pixels.width, pixels.height), 0, 0);
  }, [pixels]);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={label}
      className={isSharp ? "preview-canvas preview-sharp" : "preview-canvas"}
      width={pixels.width}
      height={pixels.height}
      style={{ width, height }}
    />
  );
}
