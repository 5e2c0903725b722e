import { useChosenEntities } from "../../state/chosen.ts";
import { type ReactNode, useEffect, useState } from "react";
import type { Entity } from "../../../shared/projections/model.ts";
import { isNow, useCaseMirror, useIsEarly, useIsEditable } from "../../state/case-mirror.ts";
import { openDialog, useDesk } from "../../state/desk.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { useShownOverlay } from "../../state/overlay.ts";
import { useOfficers } from "../../state/officers.ts";
import { useShownProperty } from "../../state/shown-property.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { DistinctFrom } from "./distinct-from.tsx";
import { EntityHeader } from "./entity-header.tsx";
import { EntityHistoryTab } from "./entity-history-tab.tsx";
import { FlowPanel } from "./flow-panel.tsx";
import { LinksTab, useLinksAt } from "./links-tab.tsx";
import { MergedFrom } from "./merged-from.tsx";
import { useKeptFocus } from "./kept-focus.ts";
import { ManyPanel } from "./many-panel.tsx";
import { OfficersContext } from "./officers-context.ts";
import { OverlayPanel, OverlaySection } from "./overlay-values.tsx";
import { PropertiesTab } from "./properties-tab.tsx";
import type { Editing } from "./editing.ts";
import { countSources, SourcesTab } from "./sources-tab.tsx";
import "./entity.css";
import "./rivals.css";

/** What is selected, close up: an entity, a computed flow, several things, or a hint when nothing is. */
export function InspectorPanel(): ReactNode {
  const officers = useOfficers();
  const panel = useKeptFocus();
  return (
    <OfficersContext value={officers}>
      <section ref={panel} className="entity-inspector" tabIndex={-1}>
        <Inspected />
      </section>
    </OfficersContext>
  );
}

function Inspected(): ReactNode {
  const selection = useDesk((desk) => desk.selection);
  const flow = useCaseMirror((mirror) => (selection.flow === null ? undefined : mirror.flows.get(selection.flow)));
  const chosen = useChosenEntities();
  const [entity] = chosen;
  const overlay = useShownOverlay();
  const ghost = selection.entities.length === 1 && entity === undefined ? overlay?.rows.get(selection.entities[0] as EntityId) : undefined;
  if (flow !== undefined) return <FlowPanel key={flow.id} flow={flow} />;
  if (chosen.length > 1) return <ManyPanel entities={chosen} />;
  if (overlay !== null && ghost !== undefined) return <OverlayPanel key={ghost.entity} {...{ overlay }} row={ghost} />;
  return entity === undefined ? <NothingSelected /> : <EntityPanel key={entity.id} entity={entity} />;
}

function EntityPanel({ entity }: { readonly entity: Entity }): ReactNode {
  const t = useTranslate();
  const [tab, setTab] = useState("properties");
  const [editing, setEditing] = useState<Editing | null>(null);
  const { links, flows } = useLinksAt(entity.id);
  const isAsked = useShownProperty(({ asked }) => asked?.entity === entity.id);
  useEffect(() => {
    if (isAsked) setTab("properties");
  }, [isAsked]);
  const [canEdit, isEarly] = [useIsEditable(), useIsEarly()];
  const edit = (next: Editing): void => {
    setTab("properties");
    setEditing(next);
  };
  const tabs = [
    {
      id: "properties",
      title: t("entity:tab.properties"),
      panel: <PropertiesTab entity={entity} editing={canEdit ? editing : null} onEdit={setEditing} />,
    },
    { id: "links", title: t("entity:tab.links"), count: links.length + flows.length, panel: <LinksTab {...{ entity, links, flows }} /> },
    { id: "sources", title: t("entity:tab.sources"), count: countSources(entity), panel: <SourcesTab entity={entity} /> },
    { id: "history", title: t("entity:tab.history"), panel: <EntityHistoryTab entity={entity} /> },
  ];
  return (
    <>
      <EntityHeader entity={entity} onEdit={edit} />
      <OverlaySection entity={entity.id} />
      <MergedFrom entity={entity} />
      <DistinctFrom entity={entity} />
      {isEarly ? (
        <EmptyState icon="time" title={t("entity:opening.title")} description={t("entity:opening.description")} />
      ) : (
        <Tabs tabs={tabs} active={tab} onChange={setTab} label={t("entity:tab.label")} />
      )}
    </>
  );
}

function NothingSelected(): ReactNode {
  const t = useTranslate();
  const canEdit = useIsEditable();
  const isChosen = useDesk(({ selection }) => selection.entities.length > 0 || selection.flow !== null);
  const isBack = useCaseMirror(({ look }) => !isNow(look));
  // Chosen, and not there at that time: it is there again when the person returns to now.
  if (isBack && isChosen) return <EmptyState icon="history" title={t("looking:absent.title")} description={t("looking:absent.description")} />;
  const action = (
    <div className="entity-empty-actions">
      <Button icon="add" onClick={() => openDialog({ kind: "add-entity", type: null })}>
        {t("entity:command.add")}
      </Button>
      <Button icon="import" onClick={() => openDialog({ kind: "import", file: null })}>
        {t("entity:empty.import")}
      </Button>
    </div>
  );
  return <EmptyState icon="select" title={t("entity:empty.title")} description={t("entity:empty.description")} {...(canEdit ? { action } : {})} />;
}
