import type { EntityId } from "../../shared/kernel/brand.ts";
import { selectEntities } from "../state/desk.ts";
import { hasWords, type Translate } from "../ui/translate.ts";
import { commandTitle } from "./command-title.ts";
import { bestEntities, type Findable, noRank, rankOf } from "../state/palette-entities.ts";
import { commands } from "./registry.ts";

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
  | {
      readonly kind: "entity";
      readonly id: string;
      readonly entity: Findable;
      readonly rank: number;
      readonly by: string;
      readonly group: string;
      run(): void;
    };

const mostShown = 50;

/** What fits a text: names that begin with it first, then those that contain all its words. At most 50. */
export function findInPalette(text: string, entities: ReadonlyMap<EntityId, Findable>, t: Translate): readonly PaletteItem[] {
  const sign = text.startsWith(">") || text.startsWith("@") ? text.slice(0, 1) : "";
  const words = text.slice(sign.length).toLowerCase().split(/\s+/).filter(Boolean);
  const found = [
    ...(sign === "@" ? [] : commandItems(t)),
    ...(sign === ">" || (sign === "" && words.length === 0) ? [] : entityItems(entities, words, t)),
  ];
  return found
    .map((item) => ({ item, rank: item.kind === "command" ? rankOf(item.label, words) : item.rank }))
    .filter(({ rank }) => rank < noRank)
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

function entityItems(entities: ReadonlyMap<EntityId, Findable>, words: readonly string[], t: Translate): readonly PaletteItem[] {
  return bestEntities(entities.values(), words, mostShown).map(({ entity, rank, by }) => {
    const key = `ontology:type.${entity.type}`;
    const group = hasWords(key) ? t(key) : entity.type;
    return { kind: "entity", id: entity.id, entity, rank, by, group, run: () => selectEntities([entity.id]) };
  });
}
