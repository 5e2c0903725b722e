import { type ReactNode, useCallback, useEffect, useId, useMemo, useState } from "react";
import type { CaseEntry } from "../../../shared/case/door.ts";
import { askCore, tellFailure } from "../../state/ask.ts";
import { openCaseById } from "../../state/case-actions.ts";
import { openDialog, useDesk } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { TextField } from "../../ui/field.tsx";
import { type Format, useFormat } from "../../ui/format.ts";
import { Grid, type GridColumn } from "../../ui/grid.tsx";
import { Progress } from "../../ui/progress.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { AgencyTag } from "../../ui/tag.tsx";
import { type Translate, useTranslate } from "../../ui/translate.ts";
import { keysText } from "../../ui/keys-text.ts";
import { openSample } from "./open-sample.ts";
import "./cases.css";

/** Every case of the vault; Enter opens one. */
export function CaseList(): ReactNode {
  const t = useTranslate();
  const cases = useCases();
  const [filter, setFilter] = useState("");
  const [chosen, setChosen] = useState<string | null>(null);
  const [opening, setOpening] = useState<CaseEntry | null>(null);
  const shown = useMemo(() => cases?.filter((entry) => matches(entry, filter)) ?? [], [cases, filter]);
  const open = (entry: CaseEntry | undefined): void => {
    if (entry === undefined || opening !== null) return;
    setOpening(entry);
    void openCaseById(entry.caseId).then((isOpen) => isOpen || setOpening(null));
  };
  const pick = shown.find(({ caseId }) => caseId === chosen) ?? shown[0];
  if (cases === null) return <main className="cases" />;
  return (
    <main className="cases" aria-labelledby="cases-title">
      <header className="cases-head">
        <h1 id="cases-title">{t("cases:title")}</h1>
        <span className="cases-count">{cases.length > 0 && t("cases:count", { count: cases.length })}</span>
        {cases.length > 0 && (
          <div className="cases-filter">
            <TextField label={t("cases:filter")} value={filter} placeholder={t("cases:filterHint")} onChange={setFilter} onEnter={() => open(pick)} />
          </div>
        )}
        {cases.length > 0 && <Actions canOpen={pick !== undefined} onOpen={() => open(pick)} />}
      </header>
      {opening !== null && (
        <div className="cases-opening" role="status">
          <Progress done={0} total={0} label={t("cases:opening")} />
        </div>
      )}
      {cases.length === 0 ? <Nothing /> : <CaseTable rows={shown} chosen={chosen} onChoose={setChosen} onOpen={open} />}
    </main>
  );
}

/** The worked example: opened, or made first. */
function SampleButton(): ReactNode {
  const t = useTranslate();
  return (
    <Button icon="learning" title={`${t("sample:help")} ${keysText("Alt+Shift+KeyE")}`} onClick={() => void openSample()}>
      {t("sample:open")}
    </Button>
  );
}

function Actions({ canOpen, onOpen }: { readonly canOpen: boolean; readonly onOpen: () => void }): ReactNode {
  const t = useTranslate();
  return (
    <div className="cases-actions">
      <SampleButton />
      <Button icon="people" onClick={() => openDialog({ kind: "partners", file: null })}>
        {t("cases:partners")}
      </Button>
      <Button icon="inbox" onClick={() => openDialog({ kind: "receive", file: null })}>
        {t("cases:receive")}
      </Button>
      <Button icon="folder-open" isDisabled={!canOpen} title="Enter" onClick={onOpen}>
        {t("cases:open")}
      </Button>
      <Button icon="add" intent="primary" title={keysText("$mod+KeyN")} onClick={() => openDialog({ kind: "new-case" })}>
        {t("cases:command.new")}
      </Button>
    </div>
  );
}

function Nothing(): ReactNode {
  const t = useTranslate();
  return (
    <div className="cases-empty">
      <EmptyState
        icon="briefcase"
        title={t("cases:empty.title")}
        description={t("cases:empty.text")}
        action={
          <>
            <Button icon="add" intent="primary" autoFocus onClick={() => openDialog({ kind: "new-case" })}>
              {t("cases:command.new")}
            </Button>
            <Button icon="inbox" onClick={() => openDialog({ kind: "receive", file: null })}>
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
  readonly rows: readonly CaseEntry[];
  readonly chosen: string | null;
  readonly onChoose: (caseId: string | null) => void;
  readonly onOpen: (entry: CaseEntry) => void;
}

function CaseTable({ rows, chosen, onChoose, onOpen }: TableProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const columns = useMemo(() => columnsOf(t, format), [t, format]);
  const gridId = useId();
  useEffect(() => document.getElementById(gridId)?.focus(), [gridId]);
  const choose = useCallback((keys: readonly string[]) => onChoose(keys[0] ?? null), [onChoose]);
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
      emptyText={t("cases:noMatch")}
    />
  );
}

const keyOf = ({ caseId }: CaseEntry): string => caseId;

function columnsOf(t: Translate, format: Format): readonly GridColumn<CaseEntry>[] {
  return [
    {
      id: "number",
      title: t("cases:column.number"),
      width: 140,
      render: ({ number }) => <SafeText text={number} />,
      sortValue: ({ number }) => number,
    },
    {
      id: "title",
      title: t("cases:column.title"),
      width: 220,
      isWide: true,
      render: ({ title }) => (
        <strong>
          <SafeText text={title} />
        </strong>
      ),
      sortValue: ({ title }) => title,
    },
    {
      id: "agencies",
      title: t("cases:column.agencies"),
      width: 180,
      render: ({ agencies }) => agencies.map((agency) => <AgencyTag key={agency} agency={agency} />),
      sortValue: ({ agencies }) => agencies.join(" "),
    },
    {
      id: "entities",
      title: t("cases:column.entities"),
      width: 110,
      align: "right",
      render: ({ entities }) => format.number(entities),
      sortValue: ({ entities }) => entities,
    },
    {
      id: "links",
      title: t("cases:column.links"),
      width: 130,
      align: "right",
      render: ({ links }) => format.number(links),
      sortValue: ({ links }) => links,
    },
    {
      id: "changed",
      title: t("cases:column.changed"),
      width: 190,
      render: ({ changedAt }) => format.dateTime(changedAt),
      sortValue: ({ changedAt }) => changedAt,
    },
  ];
}

function matches({ number, title, agencies }: CaseEntry, filter: string): boolean {
  const text = [number, title, ...agencies].join(" ").toLowerCase();
  return filter
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

/** Asked anew when a dialog closes: a case may have been made or received. null = not known yet. */
function useCases(): readonly CaseEntry[] | null {
  const isDialogOpen = useDesk((desk) => desk.dialog !== null);
  const [cases, setCases] = useState<readonly CaseEntry[] | null>(null);
  useEffect(() => {
    if (isDialogOpen) return;
    let isMounted = true;
    void askCore("listCases", null).then((answer) => {
      if (!isMounted) return;
      if (answer.ok) setCases(answer.value);
      else tellFailure(answer.error);
    });
    return () => {
      isMounted = false;
    };
  }, [isDialogOpen]);
  return cases;
}
