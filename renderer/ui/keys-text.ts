const isMac = /Mac|iPhone|iPad/.test(navigator.platform);
const names: Readonly<Record<string, string>> = {
  $mod: isMac ? "⌘" : "Ctrl",
  Control: "Ctrl",
  Shift: "Shift",
  Alt: isMac ? "⌥" : "Alt",
  ArrowLeft: "←",
  ArrowRight: "→",
  ArrowUp: "↑",
  ArrowDown: "↓",
  Escape: "Esc",
  Delete: "Del",
  ContextMenu: "Menu",
  NumpadAdd: "Num +",
  NumpadSubtract: "Num −",
  NumpadEnter: "Num Enter",
  Numpad0: "Num 0",
  Comma: ",",
  Slash: "/",
  Minus: "−",
  Equal: "+",
};

/** A tinykeys pattern as it is read: "$mod+Shift+KeyZ" is "Ctrl+Shift+Z". */
export function keysText(pattern: string): string {
  return pattern
    .split("+")
    .map((part) => names[part] ?? part.replace(/^(Key|Digit)/, ""))
    .join("+");
}
