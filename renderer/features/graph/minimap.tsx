import { type PointerEvent, type ReactNode, useEffect, useRef } from "react";
import type { Chart } from "./chart.ts";
import { coloursAt } from "./chart-style.ts";

const size = { width: 148, height: 92 } as const;
const margin = 6;

/** The whole chart small, with the window on it, while not all of it is in view. A click or drag moves the window; the keyboard has fit and arrows instead. */
export function Minimap({ chart }: { readonly chart: Chart }): ReactNode {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let frame = 0;
    const draw = (): void => {
      frame = 0;
      if (canvas.current !== null && !chart.cy.destroyed()) drawMap(canvas.current, chart);
    };
    const later = (): void => {
      if (frame === 0) frame = requestAnimationFrame(draw);
    };
    chart.cy.on("viewport position add remove style resize", later);
    later();
    return () => {
      cancelAnimationFrame(frame);
      if (!chart.cy.destroyed()) chart.cy.removeListener("viewport position add remove style resize", later);
    };
  }, [chart]);
  const go = (event: PointerEvent<HTMLCanvasElement>): void => {
    if (event.buttons !== 1) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    const box = event.currentTarget.getBoundingClientRect();
    const { scale, left, top } = mapOf(chart);
    chart.camera.centreOn({ x: (event.clientX - box.left - left) / scale, y: (event.clientY - box.top - top) / scale });
  };
  const ratio = window.devicePixelRatio;
  return (
    <div className="graph-minimap" data-over-chart="map" aria-hidden={true}>
      <canvas ref={canvas} width={size.width * ratio} height={size.height * ratio} onPointerDown={go} onPointerMove={go} />
    </div>
  );
}

/** How chart places become places of the map. */
function mapOf({ cy }: Chart): { readonly scale: number; readonly left: number; readonly top: number } {
  const box = cy.nodes(":visible").boundingBox({ includeLabels: false });
  const scale = Math.min((size.width - 2 * margin) / Math.max(1, box.w), (size.height - 2 * margin) / Math.max(1, box.h), 0.2);
  return { scale, left: size.width / 2 - scale * (box.x1 + box.w / 2), top: size.height / 2 - scale * (box.y1 + box.h / 2) };
}

function drawMap(canvas: HTMLCanvasElement, chart: Chart): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const colour = coloursAt(canvas);
  const ratio = window.devicePixelRatio;
  const { scale, left, top } = mapOf(chart);
  canvas.parentElement?.classList.toggle("graph-minimap-idle", chart.camera.showsAll());
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, size.width, size.height);
  chart.cy.nodes(":visible").forEach((node) => {
    const { x, y } = node.position();
    const dot = Math.max(1.2, Math.min(4, 14 * scale));
    context.fillStyle = String(node.style("background-color"));
    context.fillRect(left + x * scale - dot, top + y * scale - dot, 2 * dot, 2 * dot);
  });
  const { x1, y1, w, h } = chart.cy.extent();
  context.strokeStyle = colour("--accent");
  context.lineWidth = 1.5;
  const [x, y] = [Math.max(0.75, left + x1 * scale), Math.max(0.75, top + y1 * scale)];
  const [right, bottom] = [Math.min(size.width - 0.75, left + (x1 + w) * scale), Math.min(size.height - 0.75, top + (y1 + h) * scale)];
  context.strokeRect(x, y, Math.max(2, right - x), Math.max(2, bottom - y));
}
