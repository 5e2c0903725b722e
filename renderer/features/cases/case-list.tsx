import { type ReactNode, useCallback, useEffect, useId, useMemo, useState } from "react";
import type { CaseEntry } from "../../../shared/case/door.ts";
import type { CaseId } from "../../../shared/kernel/brand.ts";
import { openCaseById } from "../../state/case-actions.ts";
import { chooseCase, isToRead, openDialog, useDesk } from "../../state/desk.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { CheckField, TextField } from "../../ui/field.tsx";
import { useFormat } from "../../ui/format.ts";
import { Grid } from "../../ui/grid.tsx";
import { keysText } from "../../ui/keys-text.ts";
import { commandEntries, showCommandMenu } from "../../ui/menu.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { type CaseRow, caseColumns, matchesCase, rowsOf } from "./case-columns.tsx";
import { casesCommands } from "./commands.ts";
import { openSample } from "./open-sample.ts";
import { OpeningBar } from "./opening-progress.tsx";
import { useCases, useSizes } from "./use-cases.ts";
import "./cases.css";

/** Every case of the vault; Enter opens one. Archived ones are behind a switch. */
export function CaseList(): ReactNode {
  const cases = useCases();
  const sizes = useSizes(cases);
  const rows = useMemo(() => (cases === null ? null : rowsOf(cases, sizes)), [cases, sizes]);
  if (rows === null) return <main className="cases" />;
  return rows.length === 0 ? <NoCases /> : <Listed rows={rows} />;
}

function NoCases(): ReactNode {
  const t = useTranslate();
  return (
    <main className="cases" aria-labelledby="cases-title">
      <header className="cases-head">
        <h1 id="cases-title">{t("cases:title")}</h1>
        <span className="cases-count" />
        <MoreButton isArchived={null} />
      </header>
      <Nothing />
    </main>
  );
}

function Listed({ rows }: { readonly rows: readonly CaseRow[] }): ReactNode {
  const t = useTranslate();
  const [filter, setFilter] = useState("");
  const chosen = useDesk((desk) => desk.chosenCase);
  // Who comes back from an archived case finds it.
  const [isArchiveShown, showArchive] = useState(() => rows.some(({ caseId, isArchived }) => isArchived && caseId === chosen));
  const [opening, setOpening] = useState<CaseEntry | null>(null);
  // What commands act on is in sight: a copy that the filter hides ends the filter, and what a filter hides is not chosen any more.
  const hidden = rows.find((row) => row.caseId === chosen && !matchesCase(row, filter));
  useEffect(() => {
    if (hidden !== undefined) setFilter("");
  }, [hidden]);
  const narrow = (text: string): void => {
    if (rows.some((row) => row.caseId === chosen && !matchesCase(row, text))) chooseCase(null);
    setFilter(text);
  };
  const shown = useMemo(() => rows.filter((row) => (isArchiveShown || !row.isArchived) && matchesCase(row, filter)), [rows, filter, isArchiveShown]);
  const open = (entry: CaseEntry | undefined): void => {
    // The last wish counts: another case ends the opening of the one before, in the core as well.
    if (entry === undefined || entry.caseId === opening?.caseId) return;
    setOpening(entry);
    // Here Escape ends the opening; on its button, the Enter that opened would press it as it is let go.
    focusList();
    void openCaseById(entry.caseId).then((isOpen) => {
      if (isOpen) return;
      setOpening((now) => (now?.caseId === entry.caseId ? null : now));
      // The button that ended it is gone.
      focusList();
    });
  };
  const pick = shown.find(({ caseId }) => caseId === chosen) ?? shown[0];
  const archived = rows.filter((row) => row.isArchived).length;
  return (
    <main className="cases" data-scope="cases" aria-labelledby="cases-title">
      <header className="cases-head">
        <h1 id="cases-title">{t("cases:title")}</h1>
        <span className="cases-count">{t("cases:count", { count: isArchiveShown ? rows.length : rows.length - archived })}</span>
        {archived > 0 && <CheckField label={t("cases:showArchived", { count: archived })} isOn={isArchiveShown} onChange={showArchive} />}
        <div className="cases-filter">
          <TextField label={t("cases:filter")} value={filter} placeholder={t("cases:filterHint")} onChange={narrow} onEnter={() => open(pick)} />
        </div>
        <Actions canOpen={pick !== undefined} isArchived={pick?.caseId === chosen ? (pick?.isArchived ?? null) : null} onOpen={() => open(pick)} />
      </header>
      {opening !== null && <OpeningBar entry={opening} />}
      <CaseTable rows={shown} chosen={chosen} onOpen={open} />
    </main>
  );
}

function focusList(): void {
  document.querySelector<HTMLElement>(".cases [role=grid]")?.focus();
}

/** The worked example: opened, or made first. */
function SampleButton(): ReactNode {
  const t = useTranslate();
  return (
    <Button
      icon="learning"
      isDisabled={useDesk(isToRead)}
      title={`${t("sample:help")} ${keysText("Alt+Shift+KeyE")}`}
      onClick={() => void openSample()}
    >
      {t("sample:open")}
    </Button>
  );
}

interface ActionsProps {
  readonly canOpen: boolean;
  /** Whether the chosen case is archived; null = none is chosen. */
  readonly isArchived: boolean | null;
  readonly onOpen: () => void;
}

function Actions({ canOpen, isArchived, onOpen }: ActionsProps): ReactNode {
  const t = useTranslate();
  const isReading = useDesk(isToRead);
  return (
    <div className="cases-actions">
      <SampleButton />
      <Button icon="people" onClick={() => openDialog({ kind: "partners", file: null })}>
        {t("cases:partners")}
      </Button>
      <Button icon="inbox" isDisabled={isReading} onClick={() => openDialog({ kind: "receive", file: null })}>
        {t("cases:receive")}
      </Button>
      <Button icon="folder-open" isDisabled={!canOpen} title="Enter" onClick={onOpen}>
        {t("cases:open")}
      </Button>
      <Button icon="add" intent="primary" isDisabled={isReading} title={keysText("$mod+KeyN")} onClick={() => openDialog({ kind: "new-case" })}>
        {t("cases:command.new")}
      </Button>
      <MoreButton isArchived={isArchived} />
    </div>
  );
}

/** What else can be done with the chosen case, and the list of what was destroyed. */
function MoreButton({ isArchived }: { readonly isArchived: boolean | null }): ReactNode {
  const t = useTranslate();
  const id = useId();
  const show = (): void => {
    const place = document.getElementById(id)?.getBoundingClientRect();
    // The focus comes back to the list: to this button, the key that closes a dialog would open the menu again as it is let go.
    focusList();
    showCaseMenu({ x: place?.left ?? 0, y: (place?.bottom ?? 0) + 2 }, isArchived);
  };
  return <IconButton id={id} isMinimal={false} icon="more" label={t("cases:more")} onClick={show} />;
}

/** Of archive and its opposite, the one that can be done; an archived case is not renamed. */
function showCaseMenu(at: { readonly x: number; readonly y: number }, isArchived: boolean | null): void {
  const left = isArchived === true ? ["cases.archive", "cases.rename"] : ["cases.unarchive"];
  const commands = casesCommands.filter(({ id }) => id !== "cases.new" && id !== "cases.sample" && id !== "cases.stopOpening" && !left.includes(id));
  showCommandMenu(at, commandEntries(commands));
}

function Nothing(): ReactNode {
  const t = useTranslate();
  const isReading = useDesk(isToRead);
  return (
    <div className="cases-empty">
      <EmptyState
        icon="briefcase"
        title={t("cases:empty.title")}
        description={t("cases:empty.text")}
        action={
          <>
            <Button icon="add" intent="primary" autoFocus isDisabled={isReading} onClick={() => openDialog({ kind: "new-case" })}>
              {t("cases:command.new")}
            </Button>
            <Button icon="inbox" isDisabled={isReading} onClick={() => openDialog({ kind: "receive", file: null })}>
              {t("cases:receive")}
            </Button>
            <Button icon="people" onClick={() => openDialog({ kind: "partners", file: null })}>
              {t("cases:partners")}
            </Button>
            <SampleButton />
          </>
        }
      />
    </div>
  );
}

interface TableProps {
  readonly rows: readonly CaseRow[];
  readonly chosen: CaseId | null;
  readonly onOpen: (entry: CaseEntry) => void;
}

function CaseTable({ rows, chosen, onOpen }: TableProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const columns = useMemo(() => caseColumns(t, format), [t, format]);
  const gridId = useId();
  useEffect(() => document.getElementById(gridId)?.focus(), [gridId]);
  const choose = useCallback((keys: readonly string[]) => chooseCase(rows.find(({ caseId }) => caseId === keys[0])?.caseId ?? null), [rows]);
  const showMenu = useCallback((row: CaseRow, at: { readonly x: number; readonly y: number }) => {
    chooseCase(row.caseId);
    showCaseMenu(at, row.isArchived);
  }, []);
  return (
    <Grid
      id={gridId}
      label={t("cases:title")}
      columns={columns}
      rows={rows}
      rowKey={keyOf}
      rowHeight={30}
      selectedKeys={chosen === null ? [] : [chosen]}
      onSelect={choose}
      onActivate={onOpen}
      onMenu={showMenu}
      emptyText={t("cases:noMatch")}
    />
  );
}

const keyOf = ({ caseId }: CaseRow): string => caseId;
