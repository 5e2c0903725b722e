import { fileEndings } from "../../../shared/kernel/file-endings.ts";
import { type ReactNode, useMemo, useRef, useState } from "react";
import type { RegisterEntry } from "../../../shared/case/register-door.ts";
import { isToDo } from "../../../shared/case/register-due.ts";
import { closeDialog } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useFormat } from "../../ui/format.ts";
import { Grid } from "../../ui/grid.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { Tabs } from "../../ui/tabs.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { EntryDetails } from "./entry-details.tsx";
import { Exports, useExports } from "./exports-tab.tsx";
import { Holdings } from "./holdings-tab.tsx";
import { useRegisterColumns } from "./register-columns.tsx";
import { saveRegister } from "./register-csv.ts";
import type { RegisterAct } from "./register-act.ts";
import { caseText, keyOfEntry, partnersText } from "./register-words.ts";
import type { RegisterShown } from "./use-register.ts";

interface ListProps {
  readonly register: RegisterShown;
  readonly shows: "all" | "todo";
  readonly chosen: string | null;
  readonly onChoose: (key: string | null) => void;
  readonly onAct: (act: RegisterAct) => void;
  readonly onNote: (file: File) => void;
  readonly onChanged: () => void;
  /** What came of a note that was read. */
  readonly news: ReactNode;
}
const filters = ["all", "sent", "received", "todo"] as const;
type Filter = (typeof filters)[number];

/** All bundles, filtered; below them what is known of the chosen one. */
export function RegisterList(props: ListProps): ReactNode {
  const t = useTranslate();
  const { register, chosen, onChoose } = props;
  const [tab, setTab] = useState("bundles");
  const exports = useExports();
  const [filter, setFilter] = useState<Filter>(props.shows);
  const [query, setQuery] = useState("");
  const shown = useMemo(() => rowsThatFit(register, filter, query), [register, filter, query]);
  const entry = register.entries.find((each) => keyOfEntry(each) === chosen);
  const bundles = (
    <div className="register-bundles">
      <Filters register={register} filter={filter} onFilter={setFilter} query={query} onQuery={setQuery} />
      <div className="register-grid">
        <Grid
          label={t("register:title")}
          columns={useRegisterColumns(register)}
          rows={shown}
          rowKey={keyOfEntry}
          selectedKeys={entry === undefined ? noKeys : [keyOfEntry(entry)]}
          onSelect={(keys) => onChoose(keys[0] ?? null)}
          emptyText={t(register.entries.length === 0 ? "register:none" : "register:noneFits")}
        />
      </div>
      {entry === undefined ? (
        <p className="register-hint">{t("register:hint")}</p>
      ) : (
        <EntryDetails key={chosen} register={register} entry={entry} onAct={props.onAct} onChanged={props.onChanged} />
      )}
    </div>
  );
  return (
    <Dialog isOpen title={t("register:title")} icon="th-list" width="wide" onClose={closeDialog} footer={<Footer {...props} shown={shown} />}>
      <div className="register">
        {props.news}
        <Tabs
          label={t("register:title")}
          active={tab}
          onChange={setTab}
          tabs={[
            { id: "bundles", title: t("register:tab.bundles"), count: register.entries.length, panel: bundles },
            { id: "holdings", title: t("register:tab.holdings"), panel: <Holdings register={register} /> },
            ...(exports === null
              ? []
              : [
                  {
                    id: "exports",
                    title: t("register:tab.exports"),
                    count: exports.length,
                    panel: <Exports register={register} entries={exports} />,
                  },
                ]),
          ]}
        />
      </div>
    </Dialog>
  );
}

const noKeys: readonly string[] = [];

function Footer({ register, shown, onNote }: ListProps & { readonly shown: readonly RegisterEntry[] }): ReactNode {
  const t = useTranslate();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <span className="register-honest">{t("register:honest")}</span>
      <input
        ref={input}
        type="file"
        hidden
        accept={`${fileEndings.receipt},${fileEndings.bundleNotice}`}
        aria-label={t("register:readNote")}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          // The same file may be chosen again.
          event.currentTarget.value = "";
          if (file !== undefined) onNote(file);
        }}
      />
      <Button icon="document-open" onClick={() => input.current?.click()}>
        {t("register:readNote")}
      </Button>
      <Button icon="export" isDisabled={shown.length === 0} onClick={() => void saveRegister(register, shown)}>
        {t("register:saveCsv")}
      </Button>
      <Button intent="primary" onClick={closeDialog}>
        {t("common:close")}
      </Button>
    </>
  );
}

interface FiltersProps {
  readonly register: RegisterShown;
  readonly filter: Filter;
  readonly onFilter: (filter: Filter) => void;
  readonly query: string;
  readonly onQuery: (query: string) => void;
}

function Filters({ register, filter, onFilter, query, onQuery }: FiltersProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <div className="register-filters">
      <SearchField label={t("register:find")} clearLabel={t("register:clear")} value={query} onChange={onQuery} />
      <div role="group" aria-label={t("register:filters")} className="register-kinds">
        {filters.map((each) => (
          <Button key={each} isSmall isMinimal isActive={filter === each} onClick={() => onFilter(each)}>
            {t(`register:filter.${each}`)} {format.number(rowsThatFit(register, each, "").length)}
          </Button>
        ))}
      </div>
    </div>
  );
}

/** Finds by case, partner, purpose, number, and by the beginning of a hash. */
function rowsThatFit(register: RegisterShown, filter: Filter, query: string): readonly RegisterEntry[] {
  const wanted = query.trim().toLowerCase();
  return register.entries.filter((entry) => {
    if (filter === "todo" ? !isToDo(entry) : filter !== "all" && entry.direction !== filter) return false;
    if (wanted === "") return true;
    const texts = [caseText(register, entry), partnersText(entry), entry.words?.purpose ?? "", entry.words?.legalBasis ?? ""];
    const isHash = [entry.statementHash, entry.fileHash, entry.caseId].some((hash) => hash.startsWith(wanted));
    return isHash || wanted === String(entry.sequence) || texts.some((text) => text.toLowerCase().includes(wanted));
  });
}
