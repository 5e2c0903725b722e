import { type ReactNode, useEffect, useState } from "react";
import type { MendedCell, Rejection, WrittenRow } from "../../../shared/intake/model.ts";
import { intakeDoor } from "../../state/intake-bridge.ts";
import { Button } from "../../ui/button.tsx";
import { TextField } from "../../ui/field.tsx";
import { useFormat } from "../../ui/format.ts";
import { safeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import type { Looking } from "./previewed.ts";

interface MendRowProps {
  readonly rejection: Rejection;
  readonly seen: Looking;
  readonly onNext: () => void;
}

/** One row that does not fit, cell by cell: mended here, or left out by going on. The exhibit keeps what it says; what was written here is kept beside it. */
export function MendRow({ rejection, seen, onNext }: MendRowProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const row = useWrittenRow(seen, rejection.row);
  const [typed, setTyped] = useState<Readonly<Record<number, string>>>({});
  if (row === null) return null;
  const before = new Map((seen.choices.mended ?? []).flatMap((mend) => (mend.row === row.row ? [[mend.column, mend.value] as const] : [])));
  const isChanged = Object.entries(typed).some(([column, value]) => value !== (before.get(Number(column)) ?? row.cells[Number(column)]));
  const mend = (): void => {
    const others = (seen.choices.mended ?? []).filter((each) => each.row !== row.row || typed[each.column] === undefined);
    const mended = Object.entries(typed).flatMap(([at, value]): readonly MendedCell[] =>
      value === row.cells[Number(at)] ? [] : [{ row: row.row, column: Number(at), value }],
    );
    seen.choose({ mended: [...others, ...mended].sort((a, b) => a.row - b.row || a.column - b.column) });
  };
  return (
    <section className="intake-mend" aria-label={t("intake:mend.title", { row: format.number(row.row) })}>
      <h3>{t("intake:mend.title", { row: format.number(row.row) })}</h3>
      <div className="intake-mend-cells">
        {row.headers
          .map((header, column) => ({ header, column, place: column + 1 }))
          .filter(({ column }) => column < row.cells.length)
          .map(({ header, column, place }) => (
            <TextField
              key={place}
              isMono
              label={safeText(header)}
              value={typed[column] ?? before.get(column) ?? row.cells[column] ?? ""}
              onChange={(text) => setTyped({ ...typed, [column]: text })}
              onEnter={mend}
              {...(header === rejection.column ? { error: t(`intake-rules:rule.${rejection.rule}`) } : {})}
            />
          ))}
      </div>
      <div className="intake-mend-acts">
        <Button icon="tick" isDisabled={!isChanged} onClick={mend}>
          {t("intake:mend.act")}
        </Button>
        <Button icon="arrow-right" title="F8" onClick={onNext}>
          {t("intake:mend.next")}
        </Button>
        <span className="intake-muted">{t("intake:mend.help")}</span>
      </div>
    </section>
  );
}

function useWrittenRow(seen: Looking, place: number): WrittenRow | null {
  const [row, setRow] = useState<WrittenRow | null>(null);
  const { file, choices } = seen;
  useEffect(() => {
    let isWanted = file !== null;
    if (file === null) return;
    void intakeDoor()
      .writtenRows({ file, choices, rows: [place] })
      .then((read) => {
        if (isWanted) setRow(read.ok ? (read.value[0] ?? null) : null);
      });
    return () => {
      isWanted = false;
    };
  }, [file, choices, place]);
  return row?.row === place ? row : null;
}
