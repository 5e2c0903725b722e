import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { FileHash } from "../../../shared/kernel/brand.ts";
import type { Partner, Revocation } from "../../../shared/partner/model.ts";
import { askOrTell } from "../../state/ask.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { CheckField, type FieldOption, RadioField } from "../../ui/field.tsx";
import { useFormat } from "../../ui/format.ts";
import { HashText } from "../../ui/hash-text.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { useCountWords } from "./count-words.ts";
import { InteropChoice } from "./interop-choice.tsx";
import { OwnKeyBlock } from "./own-key-reminder.tsx";
import {
  type ChangeDraft,
  countChosen,
  entitiesOf,
  type ExhibitFile,
  exhibitFiles,
  type ShareDraft,
  type ShareSources,
  withScope,
} from "./share-draft.ts";
import { UnsettledShares } from "./unsettled-shares.tsx";

interface WhatProps {
  readonly draft: ShareDraft;
  readonly change: ChangeDraft;
  readonly sources: ShareSources;
  readonly partners: readonly Partner[] | null;
  readonly ownRevoked: Revocation | null;
}

/** The whole case, the selection or the chart; all of it or what is new; and whether files go along. */
export function WhatStep({ draft, change, sources, partners, ownRevoked }: WhatProps): ReactNode {
  const t = useTranslate();
  const { selection, chart } = sources;
  const entities = useCaseMirror((mirror) => mirror.entities);
  const chosen = useMemo(() => entitiesOf(draft.scope, sources), [draft.scope, sources]);
  const files = useMemo(() => exhibitFiles(entities, chosen), [entities, chosen]);
  const { here, absent } = useHere(files);
  useEveryFile(draft, change, here);
  const isHidden = (chart?.hiddenTypes.length ?? 0) > 0;
  return (
    <div className="exchange-scroll">
      <OwnKeyBlock revoked={ownRevoked} />
      <UnsettledShares partners={partners} />
      <RadioField
        label={t("exchange:what.scope")}
        value={draft.scope}
        options={useScopes(sources)}
        onChange={(picked) => change(withScope(scopes.find((scope) => scope === picked) ?? "case", draft, sources))}
      />
      <p className="exchange-muted">
        {draft.scope === "chart" && isHidden
          ? t("share:what.hiddenTypes")
          : t(selection.length === 0 ? "exchange:what.noSelection" : "exchange:what.links")}
      </p>
      <CheckField label={t("share:what.onlyNew")} isOn={draft.isOnlyNew} onChange={(isOnlyNew) => change({ isOnlyNew })} />
      {chart !== null && <CheckField label={t("share:what.chart")} isOn={draft.hasChart} onChange={(hasChart) => change({ hasChart })} />}
      <RadioField
        label={t("share:what.evidence")}
        value={draft.evidence}
        options={[
          { value: "hashes", label: t("share:what.hashes") },
          { value: "files", label: t("share:what.files") },
        ]}
        onChange={(picked) => change({ evidence: picked === "files" ? "files" : "hashes" })}
      />
      {draft.evidence === "files" && <FileChoice {...{ draft, change }} files={here} />}
      {draft.evidence === "files" && absent.length > 0 && <AbsentFiles files={absent} />}
      <InteropChoice chosen={draft.interop} onChange={(interop) => change({ interop })} />
    </div>
  );
}

const scopes = ["selection", "chart", "case"] as const;

/** What may be chosen from, with its counts. */
function useScopes({ selection, chart }: ShareSources): readonly FieldOption[] {
  const t = useTranslate();
  const words = useCountWords();
  const entities = useCaseMirror((mirror) => mirror.entities);
  return useMemo(() => {
    const placed = chart?.nodes.map(({ entity }) => entity) ?? [];
    return [
      ...(selection.length === 0
        ? []
        : [{ value: "selection", label: t("exchange:what.selection", { what: words(countChosen(entities, selection)) }) }]),
      ...(placed.length === 0 ? [] : [{ value: "chart", label: t("share:what.onChart", { what: words(countChosen(entities, placed)) }) }]),
      { value: "case", label: t("exchange:what.case", { what: words(countChosen(entities, null)) }) },
    ];
  }, [t, words, entities, selection, chart]);
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

/** When files are to go, all of them are: who wants fewer takes some away. */
function useEveryFile({ evidence, isPicked, files }: ShareDraft, change: ChangeDraft, here: readonly ExhibitFile[]): void {
  const isWanted = evidence === "files" && !isPicked && here.some(({ sha256 }) => !files.includes(sha256));
  useEffect(() => {
    if (isWanted) change({ files: here.map(({ sha256 }) => sha256) });
  }, [isWanted, here, change]);
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
    change({ isPicked: true, files: isOn ? [...draft.files, file.sha256] : draft.files.filter((hash) => hash !== file.sha256) });
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
          <Button isSmall isMinimal onClick={() => change({ isPicked: true, files: isAll ? [] : files.map(({ sha256 }) => sha256) })}>
            {t(isAll ? "exchange:what.noFiles" : "exchange:what.allFiles")}
          </Button>
        )}
      </div>
      <p className="exchange-muted">{t(files.length === 0 ? "exchange:what.filesNone" : "exchange:what.filesHelp")}</p>
      {files.length > 0 && draft.files.length === 0 && <Callout tone="warning">{t("share:what.noFileTicked")}</Callout>}
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
