import { tinykeys } from "tinykeys";
import type { Command } from "../state/command.ts";
import { useDesk } from "../state/desk.ts";
import { commands } from "./registry.ts";

/**
 * Binds every command to its physical keys, so that they work on Kazakh and Russian layouts. Scoped keys run only with the focus in
 * their panel; while somebody types, keys that mean something to the text stay with the text; an open dialog keeps the keys to itself, but for
 * those of the list it shows.
 */
export function bindKeys(): () => void {
  const byPattern = Map.groupBy(
    commands.flatMap((command) => command.keys.map((pattern) => ({ command, pattern }))),
    ({ pattern }) => pattern,
  );
  const bindings = [...byPattern].map(([pattern, bound]) => [
    pattern,
    (event: KeyboardEvent): void => {
      const command = bound.map((entry) => entry.command).find((candidate) => mayRun(candidate, pattern, event));
      if (command === undefined) return keepOtherTexts(pattern, event);
      event.preventDefault();
      void command.run();
    },
  ]);
  return tinykeys(window, Object.fromEntries(bindings), { ignore: (event) => event.repeat && event.key.startsWith("F") });
}

/** Keys that edit text where text is edited. */
const textKeys = /\+Key[ACVXYZ]$|Arrow|^(Delete|Backspace|Enter|Escape|Space|Home|End)$/;
const undoKeys = /\+Key[YZ]$/;
const alwaysAllowed: ReadonlySet<string> = new Set(["app.lock"]);

function mayRun(command: Command, pattern: string, event: KeyboardEvent): boolean {
  const target = targetOf(event);
  if (useDesk.getState().dialog !== null && command.scope !== "partners" && !alwaysAllowed.has(command.id)) return false;
  if (undoKeys.test(pattern) ? isText(target) : isTyping(target) && (textKeys.test(pattern) || isBare(pattern))) return false;
  if (command.scope !== null && target.closest(`[data-scope=${command.scope}]`) === null) return false;
  return command.isEnabled();
}

function isTyping(target: Element): boolean {
  return target.matches("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
}

/** A browser undoes the last typing of the page, in whatever field it was: only where text is edited may it. */
function keepOtherTexts(pattern: string, event: KeyboardEvent): void {
  if (undoKeys.test(pattern) && !isText(targetOf(event))) event.preventDefault();
}

function targetOf({ target }: KeyboardEvent): Element {
  return target instanceof Element ? target : document.body;
}

/** Where text is edited that can be undone by itself: no slider, no list of choices. */
function isText(target: Element): boolean {
  return isTyping(target) && !target.matches("select, [type=range]");
}

/** Without Ctrl, Alt or Command, and no function key. */
function isBare(pattern: string): boolean {
  return !/\$mod|Control|Alt|Meta/.test(pattern) && !/(^|\+)F\d+$/.test(pattern);
}
