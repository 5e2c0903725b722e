import { type DragEvent, type KeyboardEvent, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { EntityId, FileHash } from "../../../shared/kernel/brand.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import { askOrTell } from "../../state/ask.ts";
import { useCaseMirror, useIsEditable } from "../../state/case-mirror.ts";
import { filesOfDrop } from "../../state/chosen-files.ts";
import { fileOfExhibit, useCheckedFiles, useCustody } from "../../state/custody.ts";
import { closeDialog, openAbove, type OpenDialog, openDialog, selectEntities, useDesk } from "../../state/desk.ts";
import { useQuarantine } from "../../state/quarantine.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { ExhibitDetails } from "./exhibit-details.tsx";
import { LockerGrid } from "./locker-grid.tsx";
import { isShown, type LockerFilter, lockerFilters, type LockerRow, lockerRow } from "./locker-rows.ts";
import "./locker.css";

/** The evidence of the case, with its custody. Open while the desk says so. */
export function LockerDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  return dialog?.kind === "locker" ? <OpenedLocker dialog={dialog} /> : null;
}

type Locker = Extract<OpenDialog, { readonly kind: "locker" }>;

function OpenedLocker({ dialog }: { readonly dialog: Locker }): ReactNode {
  const t = useTranslate();
  const canEdit = useIsEditable();
  const rows = useLockerRows();
  const { query = "", tab = "custody" } = dialog;
  const filter = lockerFilters.find((each) => each === dialog.filter) ?? "all";
  const see = (part: Partial<Locker>): void => openDialog({ ...dialog, ...part });
  const shown = useMemo(() => rows.filter((row) => isShown(row, filter, query)), [rows, filter, query]);
  const selected = useDesk((desk) => desk.selection.entities);
  const chosen = shown.filter(({ id }) => selected.includes(id));
  const choose = (keys: readonly string[]): void => {
    const byId = new Map<string, EntityId>(shown.map(({ id }) => [id, id]));
    selectEntities(keys.flatMap((key) => byId.get(key) ?? []));
  };
  const list = useGridFocus();
  return (
    <Dialog isOpen title={t("locker:title")} icon="box" width="wide" onClose={closeDialog} footer={<Footer rows={rows} chosen={chosen} />}>
      <DropPlace isOff={!canEdit}>
        {rows.length === 0 ? (
          <EmptyState icon="box" title={t("locker:empty.title")} description={t("locker:empty.text")} action={<AddButton isPrimary />} />
        ) : (
          <>
            <Warnings rows={rows} />
            <div className="locker-bar">
              <SearchField label={t("locker:filter")} clearLabel={t("locker:clear")} value={query} onChange={(typed) => see({ query: typed })} />
              <FilterSelect rows={rows} value={filter} onChange={(asked) => see({ filter: asked })} />
              <span className="locker-muted" role="status">
                {t("locker:shown", { count: shown.length, all: rows.length })}
              </span>
              <IconButton
                icon="export"
                label={t("export:command.exhibits")}
                isDisabled={!canEdit}
                onClick={() => openAbove({ kind: "export", table: "exhibits", shown: shown.map(({ id }) => id), chosen: chosen.map(({ id }) => id) })}
              />
            </div>
            <div className="locker-pane">
              <div ref={list} className="locker-list" onKeyDownCapture={(event) => openBySpace(event, chosen[0])}>
                <LockerGrid rows={shown} chosen={chosen.map(({ id }) => id)} onChoose={choose} onOpen={openFile} emptyText={t("locker:none")} />
              </div>
              <section className="locker-details" aria-label={t("locker:details")}>
                <ExhibitDetails chosen={chosen} tab={tab} onTab={(asked) => see({ tab: asked })} />
              </section>
            </div>
          </>
        )}
      </DropPlace>
    </Dialog>
  );
}

/** Arrows, Space and Enter work at once: the list has the focus, after the dialog gave it to its first control. */
function useGridFocus(): (list: HTMLDivElement | null) => void {
  return useCallback((list) => {
    let frame = 0;
    const wait = (frames: number): void => {
      frame = requestAnimationFrame(() =>
        frames > 1 ? wait(frames - 1) : list?.querySelector<HTMLElement>("[role=grid]")?.focus({ preventScroll: true }),
      );
    };
    wait(3);
    return () => cancelAnimationFrame(frame);
  }, []);
}

function useLockerRows(): readonly LockerRow[] {
  const index = useCaseMirror((mirror) => mirror.index);
  const chains = useCustody();
  const quarantine = useQuarantine(({ files }) => files);
  const checked = useCheckedFiles();
  const exhibits = useMemo(() => index.ofType("exhibit"), [index]);
  const absent = useAbsentFiles(exhibits);
  return useMemo(
    () => exhibits.map((entity) => lockerRow(entity, { chains, quarantine, absent, checked })),
    [exhibits, chains, quarantine, absent, checked],
  );
}

/** Files of exhibits that are not here; none until it is known. */
function useAbsentFiles(exhibits: readonly Entity[]): ReadonlySet<FileHash> {
  const [absent, setAbsent] = useState<ReadonlySet<FileHash>>(new Set());
  useEffect(() => {
    let isShown = true;
    const files = exhibits.flatMap((entity) => fileOfExhibit(entity) ?? []);
    void askOrTell("absentFiles", { files }).then((answer) => {
      if (isShown && answer !== null) setAbsent(new Set(answer));
    });
    return () => {
      isShown = false;
    };
  }, [exhibits]);
  return absent;
}

/** Opens the file of an exhibit; the locker comes back when it is closed. */
function openFile({ file }: LockerRow): void {
  if (file !== null) openAbove({ kind: "exhibit", sha256: file, row: 0, column: "" });
}

function openBySpace(event: KeyboardEvent, row: LockerRow | undefined): void {
  if (event.key !== " " || row === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  openFile(row);
}

/** Takes what is dropped anywhere on the locker. */
function DropPlace({ isOff, children }: { readonly isOff: boolean; readonly children: ReactNode }): ReactNode {
  const [isOver, setOver] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const over = (event: DragEvent, isInside: boolean): void => {
    if (isOff || !event.dataTransfer.types.includes("Files")) return;
    event.preventDefault();
    event.stopPropagation();
    setOver(isInside);
  };
  const leave = (event: DragEvent): void => {
    const to = event.relatedTarget;
    if (!(to instanceof Node && place.current?.contains(to) === true)) over(event, false);
  };
  const drop = (event: DragEvent): void => {
    if (isOff) return;
    over(event, false);
    void filesOfDrop(event.dataTransfer).then((files) => openAbove({ kind: "add-exhibit", files }));
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a place to drop on; the button beside it does the same
    <div ref={place} className={isOver ? "locker locker-over" : "locker"} onDragOver={(event) => over(event, true)} onDragLeave={leave} onDrop={drop}>
      {children}
    </div>
  );
}

/** What was found damaged or lost is said before anything else. */
function Warnings({ rows }: { readonly rows: readonly LockerRow[] }): ReactNode {
  const t = useTranslate();
  const bad = rows.filter(({ damage }) => damage !== null).length;
  return bad === 0 ? null : (
    <Callout tone="danger" title={t("exhibits:bad", { count: bad })}>
      {t("exhibits:badHelp")}
    </Callout>
  );
}

function FilterSelect({
  rows,
  value,
  onChange,
}: {
  readonly rows: readonly LockerRow[];
  readonly value: LockerFilter;
  readonly onChange: (filter: LockerFilter) => void;
}): ReactNode {
  const t = useTranslate();
  const words = (filter: LockerFilter): string =>
    /^(all|attention|un.*)$/.test(filter) ? t(`locker:show.${filter}`) : t(`ontology:choice.custodyAction.${filter}`);
  return (
    <select
      className="locker-filter"
      aria-label={t("locker:show.label")}
      data-draft="none"
      value={value}
      onChange={({ currentTarget }) => onChange(lockerFilters.find((filter) => filter === currentTarget.value) ?? "all")}
    >
      {lockerFilters.map((filter) => (
        <option key={filter} value={filter}>
          {`${words(filter)} (${rows.filter((row) => isShown(row, filter, "")).length})`}
        </option>
      ))}
    </select>
  );
}

function AddButton({ isPrimary = false }: { readonly isPrimary?: boolean }): ReactNode {
  const t = useTranslate();
  const canEdit = useIsEditable();
  return (
    <Button icon="paperclip" intent={isPrimary ? "primary" : "none"} isDisabled={!canEdit} onClick={() => openAbove({ kind: "add-exhibit" })}>
      {t("locker:add")}
    </Button>
  );
}

function Footer({ rows, chosen }: { readonly rows: readonly LockerRow[]; readonly chosen: readonly LockerRow[] }): ReactNode {
  const t = useTranslate();
  const canEdit = useIsEditable();
  const ids = chosen.map(({ id }) => id);
  const check = (exhibits: readonly EntityId[] | null): void => openAbove({ kind: "verify-exhibits", exhibits });
  return (
    <>
      {rows.length > 0 && <AddButton />}
      <Button icon="endorsed" isDisabled={rows.length === 0} onClick={() => check(ids.length > 0 ? ids : null)}>
        {ids.length > 0 ? t("locker:check", { count: ids.length }) : t("locker:checkAll")}
      </Button>
      <Button
        icon="take-action"
        isDisabled={!canEdit || ids.length === 0}
        onClick={() => openAbove({ kind: "custody", exhibits: ids, corrects: null })}
      >
        {t("locker:record")}
      </Button>
      <Button
        icon="locate"
        isDisabled={!canEdit || ids.length !== 1}
        onClick={() => openAbove({ kind: "place", exhibit: ids[0] ?? null, entity: null })}
      >
        {t("locker:link")}
      </Button>
      <Button intent="primary" onClick={closeDialog}>
        {t("common:close")}
      </Button>
    </>
  );
}
