import type { EntityId } from "../../shared/kernel/brand.ts";
import { selectEntities } from "../state/desk.ts";
import { hasWords, type Translate } from "../ui/translate.ts";
import { commandTitle } from "./command-title.ts";
import { commands } from "./registry.ts";

/** What the palette needs of an entity. */
interface Found {
  readonly id: EntityId;
  readonly type: string;
  readonly form: "node" | "link";
  readonly title: string;
}
export type PaletteItem =
  | {
      readonly kind: "command";
      readonly id: string;
      readonly label: string;
      readonly icon: string;
      readonly keys: string;
      readonly group: string;
      run(): void;
    }
  | { readonly kind: "entity"; readonly id: string; readonly entity: Found; readonly group: string; run(): void };

const mostShown = 50;

/** What fits a text: names that begin with it first, then those that contain all its words. At most 50. */
export function findInPalette(text: string, entities: ReadonlyMap<EntityId, Found>, t: Translate): readonly PaletteItem[] {
  const sign = text.startsWith(">") || text.startsWith("@") ? text.slice(0, 1) : "";
  const words = text.slice(sign.length).toLowerCase().split(/\s+/).filter(Boolean);
  const found = [
    ...(sign === "@" ? [] : commandItems(t)),
    ...(sign === ">" || (sign === "" && words.length === 0) ? [] : entityItems(entities, words, t)),
  ];
  return found
    .map((item) => ({ item, rank: rankOf(item.kind === "command" ? item.label : item.entity.title, words) }))
    .filter(({ rank }) => rank < 3)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, mostShown)
    .map(({ item }) => item);
}

function commandItems(t: Translate): readonly PaletteItem[] {
  return commands
    .filter((command) => command.id !== "app.palette" && command.isEnabled())
    .map((command) => ({
      kind: "command",
      id: command.id,
      label: commandTitle(command, t),
      icon: command.icon,
      keys: command.keys[0] ?? "",
      group: t(`shell:section.${command.section}`),
      run: () => void command.run(),
    }));
}

function entityItems(entities: ReadonlyMap<EntityId, Found>, words: readonly string[], t: Translate): readonly PaletteItem[] {
  const items: PaletteItem[] = [];
  for (const entity of entities.values()) {
    if (entity.form === "link" || entity.title === "" || rankOf(entity.title, words) === 3) continue;
    const key = `ontology:type.${entity.type}`;
    items.push({ kind: "entity", id: entity.id, entity, group: hasWords(key) ? t(key) : entity.type, run: () => selectEntities([entity.id]) });
    if (items.length >= 500) break;
  }
  return items;
}

/** 0 = begins with it, 1 = a word begins with it, 2 = contains all words, 3 = no. */
function rankOf(name: string, words: readonly string[]): number {
  const lower = name.toLowerCase();
  if (!words.every((word) => lower.includes(word))) return 3;
  const first = words[0] ?? "";
  if (lower.startsWith(first)) return 0;
  return lower.split(/[\s.\-_«"(]+/).some((part) => part.startsWith(first)) ? 1 : 2;
}
