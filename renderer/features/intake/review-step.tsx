import { type ReactNode, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { RecognisedFile, RecognisedItem } from "../../../shared/intake/recognise/model.ts";
import type { Picks } from "../../../shared/intake/model.ts";
import { intakeDoor } from "../../state/intake-bridge.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { CompactSelect } from "../../ui/compact-select.tsx";
import { useFormat } from "../../ui/format.ts";
import { Progress } from "../../ui/progress.tsx";
import { SearchField } from "../../ui/search-field.tsx";
import { TreeGrid } from "../../ui/tree-grid.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { useKnownValues, useLookAlikes } from "./known-values.ts";
import type { Looking } from "./previewed.ts";
import { type ReviewLine, useReviewColumns } from "./review-columns.tsx";
import { type Group, groupsOf, isOn, picksOf, ticksOf, withTicks } from "./review-groups.ts";

/** What was recognised in a document, gone through by a person: what is taken, what is left, and where each stands. */
export function DocumentStep({ seen, isKnown }: { readonly seen: Looking; readonly isKnown: boolean }): ReactNode {
  const t = useTranslate();
  if (seen.trouble !== null) return <Callout tone="danger">{t(noneHere(seen.trouble.key), { where: seen.trouble.where })}</Callout>;
  return (
    <>
      {isKnown && <Callout tone="warning">{t("intake:file.known")}</Callout>}
      <Notices seen={seen} />
      <Recognised seen={seen} />
    </>
  );
}

/** A document without values has no rows. */
const noneHere = (key: string): string => (key === "intake-rules:error.no-rows" ? "recognise:none" : key);

/** What the ticks come to is told in the preview: here it would move the list under the hand. */
function Notices({ seen: { preview } }: { readonly seen: Looking }): ReactNode {
  const t = useTranslate();
  return preview?.notices
    .filter(({ name }) => name !== "kept-unverified")
    .map(({ name, count }) => (
      <Callout key={name} tone="warning">
        {t(`intake-rules:notice.${name}`, { count })}
      </Callout>
    ));
}

function Recognised({ seen }: { readonly seen: Looking }): ReactNode {
  const t = useTranslate();
  const { file, trouble } = useRecognised(seen);
  if (trouble !== null) return <Callout tone="danger">{t(noneHere(trouble))}</Callout>;
  return file === null ? <Progress done={0} total={0} label={t("recognise:reading")} /> : <Review file={file} seen={seen} />;
}

/** The values of the file as it is read now; what is ticked does not change them. */
function useRecognised({ file, choices }: Looking): { readonly file: RecognisedFile | null; readonly trouble: string | null } {
  const [state, setState] = useState<{ readonly file: RecognisedFile | null; readonly trouble: string | null }>({ file: null, trouble: null });
  const { encoding, readAs } = choices;
  useEffect(() => {
    if (file === null) return;
    let isMeant = true;
    const asked = { ...(encoding === undefined ? {} : { encoding }), ...(readAs === undefined ? {} : { readAs }) };
    void intakeDoor()
      .recognised({ file, choices: asked })
      .then((read) => {
        if (isMeant) setState(read.ok ? { file: read.value, trouble: null } : { file: null, trouble: `intake-rules:error.${read.error.kind}` });
      });
    return () => {
      isMeant = false;
    };
  }, [file, encoding, readAs]);
  return state;
}

function Review({ file, seen }: { readonly file: RecognisedFile; readonly seen: Looking }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const groups = useMemo(() => groupsOf(file.items), [file]);
  const { ticks, tick } = useTicks(seen);
  const [text, setText] = useState("");
  const [kind, setKind] = useState("");
  const shown = useMemo(() => shownGroups(groups, kind, text.trim().toLowerCase()), [groups, kind, text]);
  const { lines, turn } = useLines(shown);
  const toggle = useCallback((group: Group) => tick([group], isOn(group, ticks) !== true), [tick, ticks]);
  const columns = useReviewColumns({ ticks, toggle, knownOf: useKnownValues(), likeOf: useLookAlikes() });
  const place = useFirstFocus();
  const taken = groups.filter((group) => isOn(group, ticks) === true).length;
  return (
    <div ref={place} className="review">
      <div className="review-tools">
        <SearchField label={t("recognise:find")} clearLabel={t("recognise:clear")} value={text} onChange={setText} />
        <KindSelect {...{ groups, kind, setKind }} />
        <Button isSmall isMinimal icon="tick" onClick={() => tick(shown, true)}>
          {t("recognise:all")}
        </Button>
        <Button isSmall isMinimal icon="cross" onClick={() => tick(shown, false)}>
          {t("recognise:nothing")}
        </Button>
        <span className="review-count" role="status">
          {t("recognise:count", { taken: format.number(taken), total: format.number(groups.length) })}
        </span>
        <span className="intake-muted review-keys">{t("recognise:keys")}</span>
      </div>
      {file.items.length < file.total && <Callout tone="warning">{t("recognise:cut", { total: format.number(file.total) })}</Callout>}
      <TreeGrid
        label={t("recognise:title")}
        columns={columns}
        rows={lines}
        onToggle={turn}
        onSpace={({ group }) => toggle(group)}
        toneOf={({ group }) => (isOn(group, ticks) === true ? "" : "stays")}
        emptyText={t("recognise:none")}
      />
    </div>
  );
}

function KindSelect({
  groups,
  kind,
  setKind,
}: {
  readonly groups: readonly Group[];
  readonly kind: string;
  readonly setKind: (kind: string) => void;
}): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const counts = new Map<string, number>();
  for (const { first } of groups) counts.set(first.kind, (counts.get(first.kind) ?? 0) + 1);
  const options = [...counts].map(([value, count]) => ({ value, label: `${t(`recognise:kind.${value}`)} ${format.number(count)}` }));
  return (
    <CompactSelect
      label={t("recognise:kinds")}
      value={kind}
      options={[{ value: "", label: `${t("recognise:everything")} ${format.number(groups.length)}` }, ...options]}
      onChange={setKind}
    />
  );
}

function shownGroups(groups: readonly Group[], kind: string, text: string): readonly Group[] {
  const says = ({ written, value, before, behind }: RecognisedItem): boolean =>
    [written, value, before, behind].some((part) => part.toLowerCase().includes(text));
  return groups.filter(({ first, items }) => (kind === "" || first.kind === kind) && (text === "" || items.some(says)));
}

/** The list takes the focus when it is there, so that keys work at once. */
function useFirstFocus(): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => place.current?.querySelector<HTMLElement>("[role=treegrid]")?.focus(), []);
  return place;
}

/** The lines of the grid: values, and under those that are open each of their places. */
function useLines(groups: readonly Group[]): { readonly lines: readonly ReviewLine[]; turn(line: ReviewLine, isOpen: boolean): void } {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const lines = useMemo(
    () =>
      groups.flatMap((group): readonly ReviewLine[] => {
        const isOpen = open.has(group.key);
        const head = { key: group.key, level: 1, isOpen: group.items.length > 1 ? isOpen : null, group, item: group.first };
        if (!isOpen) return [head];
        return [head, ...group.items.slice(1).map((item) => ({ key: `${group.key} ${item.row}`, level: 2, isOpen: null, group, item }))];
      }),
    [groups, open],
  );
  const turn = ({ group }: ReviewLine, isOpen: boolean): void =>
    setOpen((before) => new Set(isOpen ? [...before, group.key] : [...before].filter((key) => key !== group.key)));
  return { lines, turn };
}

/** Ms after which what was ticked is said to the reader: many ticks are one reading. */
const quietMs = 300;

/** What is ticked: shown at once, read a moment later, and at the latest when the step is left. */
function useTicks(seen: Looking) {
  const [ticks, setTicks] = useState(() => ticksOf(seen.choices.picked));
  const waiting = useRef<{ readonly timer: ReturnType<typeof setTimeout>; readonly picked: Picks } | null>(null);
  const latest = useRef(seen.choose);
  latest.current = seen.choose;
  const say = useCallback(() => {
    if (waiting.current === null) return;
    clearTimeout(waiting.current.timer);
    latest.current({ picked: waiting.current.picked });
    waiting.current = null;
  }, []);
  useEffect(() => say, [say]);
  const tick = useCallback(
    (groups: readonly Group[], isTaken: boolean) => {
      const next = withTicks(ticks, groups, isTaken);
      setTicks(next);
      if (waiting.current !== null) clearTimeout(waiting.current.timer);
      waiting.current = { timer: setTimeout(say, quietMs), picked: picksOf(next) };
    },
    [ticks, say],
  );
  return { ticks, tick };
}
