import { expect, test } from "vitest";
import { acceleratorOf } from "../../renderer/app/native-menu.ts";
import { commands } from "../../renderer/app/registry.ts";
import { isIconName } from "../../renderer/ui/icon.tsx";
import { keysText } from "../../renderer/ui/keys-text.ts";
import { hasWords, languages, setUiLanguage } from "../../renderer/ui/translate.ts";

test("every command has an id of its own, a known icon and a name in each language", () => {
  expect(new Set(commands.map(({ id }) => id)).size).toBe(commands.length);
  expect(commands.filter(({ icon }) => !isIconName(icon)).map(({ id, icon }) => `${id}: ${icon}`)).toEqual([]);
  for (const language of languages) {
    setUiLanguage(language);
    expect(commands.filter(({ titleKey }) => !hasWords(titleKey)).map(({ titleKey }) => `${language} ${titleKey}`)).toEqual([]);
  }
});

test("no two commands answer to the same keys in the same place", () => {
  const bound = commands.flatMap(({ id, keys, scope }) => keys.map((pattern) => ({ id, place: `${scope ?? "everywhere"} ${pattern}` })));
  const clashes = [...Map.groupBy(bound, ({ place }) => place)].filter(([, found]) => found.length > 1);
  expect(clashes.map(([place, found]) => `${place}: ${found.map(({ id }) => id).join(", ")}`)).toEqual([]);
});

test("keys go by their place, and single letters only inside a panel", () => {
  const patterns = commands.flatMap(({ id, keys, scope }) => keys.map((pattern) => ({ id, pattern, scope })));
  expect(patterns.filter(({ pattern }) => /(^|\+)[a-zа-я]$/i.test(pattern)).map(({ id }) => id)).toEqual([]);
  expect(patterns.filter(({ pattern, scope }) => /^(Shift\+)?(Key|Digit)/.test(pattern) && scope === null).map(({ id }) => id)).toEqual([]);
});

test("keys are shown as people and Electron write them", () => {
  expect(["$mod+Shift+KeyZ", "Alt+ArrowLeft", "F1", "Delete"].map(keysText)).toEqual(["Ctrl+Shift+Z", "Alt+←", "F1", "Del"]);
  expect(["$mod+Shift+KeyZ", "Alt+ArrowLeft", "F1", "$mod+Comma"].map(acceleratorOf)).toEqual(["CmdOrCtrl+Shift+Z", "Alt+Left", "F1", "CmdOrCtrl+,"]);
});
