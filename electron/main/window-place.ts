import { readFileSync, writeFileSync } from "node:fs";

/** Where the window stood, in screen pixels. */
export interface WindowPlace {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly isMaximized: boolean;
}
interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
const first: WindowPlace = { width: 1440, height: 900, isMaximized: false };

/** The remembered place if its corner is still on a screen of now, else the first place. Never fails. */
export function readPlace(path: string, screens: readonly Area[]): WindowPlace {
  const said = parsePlace(readText(path));
  if (said === null) return first;
  const isOnScreen = screens.some(
    (area) => said.x >= area.x - 50 && said.x < area.x + area.width - 100 && said.y >= area.y && said.y < area.y + area.height - 100,
  );
  return isOnScreen ? said : { width: said.width, height: said.height, isMaximized: said.isMaximized };
}

export function keepPlace(path: string, place: WindowPlace): void {
  writeFileSync(path, JSON.stringify(place), { mode: 0o600 });
}

function parsePlace(text: string): Required<WindowPlace> | null {
  try {
    const said: unknown = JSON.parse(text);
    if (typeof said !== "object" || said === null) return null;
    const place: Readonly<Record<string, unknown>> = { ...said };
    const { x, y, width, height, isMaximized } = place;
    const isWhole = [x, y, width, height].every(Number.isSafeInteger);
    if (!isWhole || Number(width) < 640 || Number(height) < 480) return null;
    return { x: Number(x), y: Number(y), width: Number(width), height: Number(height), isMaximized: isMaximized === true };
  } catch {
    return null; // an unreadable memory is no memory
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return ""; // first start
  }
}
