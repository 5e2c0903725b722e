import { askCore, askOrTell } from "../state/ask.ts";
import { clipboardChoices, idleChoices, type Safety, setSafety, useDesk, usualSafety } from "../state/desk.ts";

/** When the vault locks itself and when the clipboard is cleared: the officer's own, kept sealed, known only while unlocked. */

const note = "safety";

/** Takes up what was kept whenever somebody comes in, and forgets it when the vault locks. */
export function followSafety(): void {
  useDesk.subscribe(({ me }, before) => {
    if (me === before.me) return;
    if (me === null) setSafety(usualSafety);
    else void recall();
  });
}

/** Sets it, at once and for the next time. */
export async function keepSafety(safety: Safety): Promise<void> {
  setSafety(safety);
  await askOrTell("keepNote", { name: note, text: JSON.stringify(safety) });
}

async function recall(): Promise<void> {
  const kept = await askCore("readNote", { name: note });
  const { me } = useDesk.getState();
  if (me !== null && kept.ok && kept.value !== null) setSafety(readSafety(kept.value));
}

/** What is not one of the choices is as usual. */
export function readSafety(text: string): Safety {
  let json: unknown = null;
  try {
    json = JSON.parse(text);
  } catch {
    return usualSafety;
  }
  const said = (name: string): unknown => (typeof json === "object" && json !== null ? Reflect.get(json, name) : undefined);
  return {
    idleMinutes: idleChoices.find((each) => each === said("idleMinutes")) ?? usualSafety.idleMinutes,
    clipboardSeconds: clipboardChoices.find((each) => each === said("clipboardSeconds")) ?? usualSafety.clipboardSeconds,
  };
}
