import { type KeyboardEvent, type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState, type WheelEvent } from "react";

/** How large a thing is drawn: pixels of the window for each of its own units. */
export interface Zoom {
  readonly scale: number;
  readonly isFit: boolean;
  readonly fit: () => void;
  readonly to: (scale: number) => void;
  readonly by: (factor: number) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onWheel: (event: WheelEvent) => void;
}

const step = 1.25;
const [least, most] = [0.02, 16];

/** What is zoomed: its size, the scale at which it has its own size, and whether it is first as wide as the frame (to be read) or whole in it (to be seen). */
interface Zoomed {
  readonly width: number;
  readonly height: number;
  readonly own?: number;
  readonly first: "width" | "whole";
}

/**
 * Zooms a thing within a frame that scrolls. + and − go a step, 0 shows the whole, 1 its own size, the wheel with Ctrl goes towards the pointer. Arrows scroll, as
 * they do in every frame.
 */
export function useZoom(frame: RefObject<HTMLElement | null>, { width, height, own = 1, first }: Zoomed): Zoom {
  const room = useRoom(frame);
  const [chosen, setChosen] = useState<number | "width" | "whole">(first);
  const across = Math.min(own, room.width / width);
  const fitted = chosen === "width" ? across : Math.min(across, room.height / height);
  const scale = typeof chosen === "number" ? chosen : fitted > 0 && Number.isFinite(fitted) ? fitted : own;
  const focus = useKeptFocus(frame, scale);
  const to = useCallback((next: number): void => setChosen(Math.min(most, Math.max(least, next))), []);
  const by = (factor: number): void => to(scale * factor);
  const fit = (): void => setChosen("whole");
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const run = { "+": () => by(step), "=": () => by(step), "-": () => by(1 / step), "0": fit, "1": () => to(own) }[event.key];
    if (run === undefined) return;
    event.preventDefault();
    focus(null);
    run();
  };
  const onWheel = (event: WheelEvent): void => {
    if (!event.ctrlKey) return;
    focus(event);
    by(event.deltaY < 0 ? step : 1 / step);
  };
  usePlainWheel(frame);
  return { scale, isFit: chosen === "whole", fit, to, by, onKeyDown, onWheel };
}

/** React hears the wheel passively: that Ctrl with it does not scale the whole window must be said to the frame itself. */
function usePlainWheel(frame: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const shown = frame.current;
    const hold = (event: globalThis.WheelEvent): void => {
      if (event.ctrlKey) event.preventDefault();
    };
    shown?.addEventListener("wheel", hold, { passive: false });
    return () => shown?.removeEventListener("wheel", hold);
  }, [frame]);
}

/** The room inside a frame, without the space for scroll bars that come and go. */
function useRoom(frame: RefObject<HTMLElement | null>): { readonly width: number; readonly height: number } {
  const [room, setRoom] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const shown = frame.current;
    if (shown === null) return;
    const measure = (): void => setRoom({ width: shown.offsetWidth - 20, height: shown.offsetHeight - 20 });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(shown);
    return () => observer.disconnect();
  }, [frame]);
  return room;
}

/** Keeps the point under the pointer, else the middle of the frame, where it is while the scale changes. */
function useKeptFocus(frame: RefObject<HTMLElement | null>, scale: number): (event: WheelEvent | null) => void {
  const last = useRef(scale);
  const point = useRef<{ readonly x: number; readonly y: number } | null>(null);
  useLayoutEffect(() => {
    const shown = frame.current;
    const ratio = scale / last.current;
    last.current = scale;
    if (shown === null || ratio === 1) return;
    const { x, y } = point.current ?? { x: shown.clientWidth / 2, y: shown.clientHeight / 2 };
    shown.scrollLeft = (shown.scrollLeft + x) * ratio - x;
    shown.scrollTop = (shown.scrollTop + y) * ratio - y;
  }, [frame, scale]);
  return (event) => {
    const box = frame.current?.getBoundingClientRect();
    point.current = event === null || box === undefined ? null : { x: event.clientX - box.left, y: event.clientY - box.top };
  };
}

/** Lets a frame be dragged with the left or middle button; what is text is left to be selected. */
export function useDrag(frame: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const shown = frame.current;
    if (shown === null) return;
    const move = (event: PointerEvent): void => {
      shown.scrollLeft -= event.movementX;
      shown.scrollTop -= event.movementY;
    };
    const end = (): void => shown.removeEventListener("pointermove", move);
    const begin = (event: PointerEvent): void => {
      const isText = event.target instanceof Element && event.target.closest(".preview-run") !== null;
      if (event.button > 1 || (isText && event.button === 0)) return;
      shown.setPointerCapture(event.pointerId);
      shown.addEventListener("pointermove", move);
    };
    shown.addEventListener("pointerdown", begin);
    shown.addEventListener("pointerup", end);
    shown.addEventListener("pointercancel", end);
    return () => {
      end();
      shown.removeEventListener("pointerdown", begin);
      shown.removeEventListener("pointerup", end);
      shown.removeEventListener("pointercancel", end);
    };
  }, [frame]);
}
