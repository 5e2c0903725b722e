import { useDeferredValue, useMemo } from "react";
import { possibleMatchType } from "../../../shared/ontology/model.ts";
import type { CaseIndex } from "../../state/case-index.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { useDesk } from "../../state/desk.ts";
import { useShownOverlay } from "../../state/overlay.ts";
import { entitiesUnder, rowsUnder } from "./overlay-rows.ts";
import { type EntityRow, entityRows, type FlowRow, filterOf, flowRows, type LinkRow, linkRows } from "./case-rows.ts";
import type { Wording } from "./columns.tsx";

/** Rows of one tab: those the filter and the hidden types leave, and how many there are. */
export interface TabRows<Row> {
  readonly shown: readonly Row[];
  readonly total: number;
}

/** By what rows are hidden, and where the filter looks. */
interface Sought<Row> {
  typeOf(row: Row): string;
  textsOf(row: Row): readonly string[];
}

/** Rows of the three tabs. Only those of the tab that is looked at are made and filtered; of the others the count is enough. */
export function useTabRows({ nameOf, typeName }: Wording): {
  readonly entities: TabRows<EntityRow>;
  readonly links: TabRows<LinkRow>;
  readonly flows: TabRows<FlowRow>;
  /** Possible matches; null while none of them is answered, and all are open. */
  readonly matches: { readonly open: number; readonly all: number } | null;
} {
  const tab = useDesk((desk) => desk.tableTab);
  const index = useCaseMirror((mirror) => mirror.index);
  const flows = useCaseMirror((mirror) => mirror.flows);
  const { nodes, links } = index;
  const overlay = useShownOverlay();
  const shownNodes = useMemo(() => rowsUnder(overlay, "node", nodes, index), [overlay, nodes, index]);
  const entityLines = useMemo(() => (tab === "entities" ? entityRows(shownNodes) : []), [tab, shownNodes]);
  const linkLines = useMemo(
    () =>
      tab === "links"
        ? linkRows({ entities: entitiesUnder(overlay, index), links: rowsUnder(overlay, "link", links, index), answered: index.answered })
        : [],
    [tab, overlay, links, index],
  );
  const flowLines = useMemo(() => (tab === "flows" ? flowRows(index.entities, flows) : []), [tab, index, flows]);
  const sought = useMemo(() => soughtIn(nameOf, typeName), [nameOf, typeName]);
  return {
    entities: { shown: useShown(entityLines, sought.entities), total: nodes.length },
    links: { shown: useShown(linkLines, sought.links), total: links.length },
    flows: { shown: useShown(flowLines, sought.flows), total: flows.size },
    matches: matchesIn(index),
  };
}

function matchesIn(index: CaseIndex): ReturnType<typeof useTabRows>["matches"] {
  const all = index.listedOf(possibleMatchType).length;
  return index.answered.size === 0 ? null : { open: all - index.answered.size, all };
}

function soughtIn(
  nameOf: Wording["nameOf"],
  typeName: Wording["typeName"],
): {
  readonly entities: Sought<EntityRow>;
  readonly links: Sought<LinkRow>;
  readonly flows: Sought<FlowRow>;
} {
  const ends = ({ from, to }: Pick<LinkRow, "from" | "to">): readonly string[] => [from?.title ?? "", to?.title ?? ""];
  return {
    entities: {
      typeOf: ({ entity }) => entity.type,
      textsOf: ({ entity, identifier }) => [entity.title === "" ? nameOf(entity) : entity.title, identifier, typeName(entity.type)],
    },
    links: {
      typeOf: ({ link }) => link.type,
      textsOf: (row) => [row.link.title, typeName(row.link.type), ...ends(row)],
    },
    flows: {
      typeOf: () => "flow",
      textsOf: (row) => [row.flow.asset.symbol, ...ends(row)],
    },
  };
}

/** The rows that are wanted. The filter comes a drawing later than it is typed, so that typing never waits for ten thousand rows. */
function useShown<Row>(rows: readonly Row[], { typeOf, textsOf }: Sought<Row>): readonly Row[] {
  const hiddenTypes = useDesk((desk) => desk.hiddenTypes);
  const text = useDeferredValue(useDesk((desk) => desk.filterText));
  return useMemo(() => {
    const isWanted = filterOf(text);
    const visible = hiddenTypes.length === 0 ? rows : rows.filter((row) => !hiddenTypes.includes(typeOf(row)));
    return isWanted === null ? visible : visible.filter((row) => isWanted(...textsOf(row)));
  }, [rows, typeOf, textsOf, hiddenTypes, text]);
}
