import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { EntityId, FileHash } from "../../../shared/kernel/brand.ts";
import { askOrTell } from "../../state/ask.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { Button } from "../../ui/button.tsx";
import { CheckField, RadioField } from "../../ui/field.tsx";
import { useFormat } from "../../ui/format.ts";
import { HashText } from "../../ui/hash-text.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { useCountWords } from "./count-words.ts";
import { type ChangeDraft, countChosen, type ExhibitFile, exhibitFiles, type ShareDraft } from "./share-draft.ts";

interface WhatProps {
  readonly draft: ShareDraft;
  readonly change: ChangeDraft;
  readonly chosen: readonly EntityId[];
}

/** The whole case or the selection, and which files go along. */
export function WhatStep({ draft, change, chosen }: WhatProps): ReactNode {
  const t = useTranslate();
  const entities = useCaseMirror((mirror) => mirror.entities);
  const whole = useMemo(() => countChosen(entities, null), [entities]);
  const part = useMemo(() => countChosen(entities, chosen), [entities, chosen]);
  const files = useMemo(() => exhibitFiles(entities, draft.scope === "case" ? null : chosen), [entities, chosen, draft.scope]);
  const { here, absent } = useHere(files);
  const words = useCountWords();
  const options = [
    ...(chosen.length === 0 ? [] : [{ value: "selection", label: t("exchange:what.selection", { what: words(part) }) }]),
    { value: "case", label: t("exchange:what.case", { what: words(whole) }) },
  ];
  return (
    <div className="exchange-scroll">
      <RadioField
        label={t("exchange:what.scope")}
        value={draft.scope}
        options={options}
        onChange={(picked) => change({ scope: picked === "selection" ? "selection" : "case", files: [], withhold: new Set() })}
      />
      <p className="exchange-muted">{t(chosen.length === 0 ? "exchange:what.noSelection" : "exchange:what.links")}</p>
      <FileChoice {...{ draft, change }} files={here} />
      {absent.length > 0 && <AbsentFiles files={absent} />}
    </div>
  );
}

/** Which files are here to be given; until the core has answered, none of either kind. */
function useHere(files: readonly ExhibitFile[]): { readonly here: readonly ExhibitFile[]; readonly absent: readonly ExhibitFile[] } {
  const [known, setKnown] = useState<{ readonly of: readonly ExhibitFile[]; readonly absent: ReadonlySet<FileHash> } | null>(null);
  useEffect(() => {
    let isGone = false;
    const ask = async (): Promise<void> => {
      const absent = await askOrTell("absentFiles", { files: files.map(({ sha256 }) => sha256) });
      if (!isGone && absent !== null) setKnown({ of: files, absent: new Set(absent) });
    };
    void ask();
    return () => {
      isGone = true;
    };
  }, [files]);
  return useMemo(() => {
    const absent = known?.of === files ? known.absent : null;
    if (absent === null) return { here: [], absent: [] };
    return { here: files.filter(({ sha256 }) => !absent.has(sha256)), absent: files.filter(({ sha256 }) => absent.has(sha256)) };
  }, [known, files]);
}

function AbsentFiles({ files }: { readonly files: readonly ExhibitFile[] }): ReactNode {
  const t = useTranslate();
  return (
    <section aria-label={t("exchange:what.filesAbsent")}>
      <p className="exchange-muted">{t("exchange:what.filesAbsent")}</p>
      <ul className="exchange-files">
        {files.map(({ sha256, name }) => (
          <li key={sha256} className="exchange-muted">
            <SafeText text={name} />
            <HashText text={sha256} kind="hash" />
            <span />
          </li>
        ))}
      </ul>
    </section>
  );
}

function FileChoice({
  draft,
  change,
  files,
}: {
  readonly draft: ShareDraft;
  readonly change: ChangeDraft;
  readonly files: readonly ExhibitFile[];
}): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const toggle = (file: ExhibitFile, isOn: boolean): void =>
    change({ files: isOn ? [...draft.files, file.sha256] : draft.files.filter((hash) => hash !== file.sha256) });
  const total = files.filter(({ sha256 }) => draft.files.includes(sha256)).reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  const isAll = files.length > 0 && draft.files.length === files.length;
  return (
    <section aria-label={t("exchange:what.files")}>
      <div className="exchange-files-head">
        <h3 className="exchange-heading">{t("exchange:what.files")}</h3>
        <span className="exchange-muted tabular">
          {t("exchange:what.filesChosen", { chosen: format.number(draft.files.length), all: format.number(files.length), size: format.bytes(total) })}
        </span>
        {files.length > 1 && (
          <Button isSmall isMinimal onClick={() => change({ files: isAll ? [] : files.map(({ sha256 }) => sha256) })}>
            {t(isAll ? "exchange:what.noFiles" : "exchange:what.allFiles")}
          </Button>
        )}
      </div>
      <p className="exchange-muted">{t(files.length === 0 ? "exchange:what.filesNone" : "exchange:what.filesHelp")}</p>
      <ul className="exchange-files">
        {files.map((file) => (
          <li key={file.sha256}>
            <CheckField label={<SafeText text={file.name} />} isOn={draft.files.includes(file.sha256)} onChange={(isOn) => toggle(file, isOn)} />
            <HashText text={file.sha256} kind="hash" />
            <span className="tabular">{format.bytes(file.sizeBytes)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
