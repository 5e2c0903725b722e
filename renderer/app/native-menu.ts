import type { MenuSection } from "../../shared/host/host.ts";
import { host } from "../state/bridge.ts";
import { useCaseMirror } from "../state/case-mirror.ts";
import { useDesk } from "../state/desk.ts";
import { translate } from "../ui/translate.ts";
import { commandTitle } from "./command-title.ts";
import { commands, runCommand, sections } from "./registry.ts";

/** Keeps the native menu equal to the registry: names in the language of the window, what can run now enabled. */
export function keepNativeMenu(): () => void {
  let shown = "";
  let timer: ReturnType<typeof setTimeout> | undefined;
  const show = (): void => {
    const menu = menuNow();
    const text = JSON.stringify(menu);
    if (text === shown) return;
    shown = text;
    void host().setMenu(menu);
  };
  const soon = (): void => {
    clearTimeout(timer);
    timer = setTimeout(show, 150);
  };
  const stops = [useDesk.subscribe(soon), useCaseMirror.subscribe(soon), host().onCommand(runCommand)];
  soon();
  return () => {
    clearTimeout(timer);
    for (const stop of stops) stop();
  };
}

function menuNow(): readonly MenuSection[] {
  return sections.map((section) => ({
    label: translate(`shell:section.${section}`),
    items: commands
      .filter((command) => command.section === section)
      .map((command) => ({
        command: command.id,
        label: commandTitle(command, translate),
        accelerator: command.scope === null ? acceleratorOf(command.keys[0] ?? "") : "",
        enabled: command.isEnabled(),
      })),
  }));
}

const names: Readonly<Record<string, string>> = {
  $mod: "CmdOrCtrl",
  ArrowLeft: "Left",
  ArrowRight: "Right",
  ArrowUp: "Up",
  ArrowDown: "Down",
  Comma: ",",
};

/** Electron's text for a tinykeys pattern: "$mod+Shift+KeyZ" is "CmdOrCtrl+Shift+Z". */
export function acceleratorOf(pattern: string): string {
  return pattern
    .split("+")
    .map((part) => names[part] ?? part.replace(/^(Key|Digit)/, ""))
    .join("+");
}
