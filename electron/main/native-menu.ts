import type { MenuItemConstructorOptions } from "electron";
import type { MenuSection } from "../../shared/host/host.ts";
import type { Words } from "./words.ts";

/**
 * The native menu of the window's own commands. macOS also needs the application menu and the editing roles: without them
 * copy and paste have no keys there. Keys are shown, not registered: the window's keymap hears them itself.
 */
export function menuTemplate(
  menu: readonly MenuSection[],
  platform: NodeJS.Platform,
  words: Words,
  choose: (command: string) => void,
): MenuItemConstructorOptions[] {
  const sections = menu.map(({ label, items }) => ({
    label,
    submenu: items.map((item) => ({
      label: item.label,
      enabled: item.enabled,
      registerAccelerator: false,
      click: () => choose(item.command),
      ...(item.accelerator === "" ? {} : { accelerator: item.accelerator }),
    })),
  }));
  return platform === "darwin" ? [applicationMenu(words), editMenu(words), ...sections] : sections;
}

function applicationMenu(words: Words): MenuItemConstructorOptions {
  return {
    label: "Dalel",
    submenu: [
      { role: "about", label: words.about },
      { type: "separator" },
      { role: "hide", label: words.hide },
      { type: "separator" },
      { role: "quit", label: words.quit },
    ],
  };
}

function editMenu(words: Words): MenuItemConstructorOptions {
  return {
    label: words.edit,
    submenu: [
      { role: "cut", label: words.cut },
      { role: "copy", label: words.copy },
      { role: "paste", label: words.paste },
      { role: "selectAll", label: words.selectAll },
    ],
  };
}
