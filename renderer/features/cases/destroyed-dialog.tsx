import { type ReactNode, useEffect, useState } from "react";
import type { DestroyedEntry } from "../../../shared/case/case-list-door.ts";
import { askOrTell } from "../../state/ask.ts";
import { closeDialog, useDesk } from "../../state/desk.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { useFormat } from "../../ui/format.ts";
import { HashText } from "../../ui/hash-text.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";

/** What was destroyed here, when and by whom. */
export function DestroyedDialog(): ReactNode {
  return useDesk(({ dialog }) => dialog?.kind) === "destroyed-cases" ? <Listed /> : null;
}

function Listed(): ReactNode {
  const t = useTranslate();
  const [all, setAll] = useState<readonly DestroyedEntry[] | null>(null);
  useEffect(() => {
    let isMounted = true;
    void askOrTell("listDestroyed", null).then((list) => isMounted && setAll(list ?? []));
    return () => {
      isMounted = false;
    };
  }, []);
  return (
    <Dialog
      isOpen
      title={t("cases:destroyed.title")}
      icon="trash"
      width="large"
      onClose={closeDialog}
      footer={<Button onClick={closeDialog}>{t("common:close")}</Button>}
    >
      {all?.length === 0 && <p>{t("cases:destroyed.none")}</p>}
      <ul className="cases-destroyed">
        {all?.map((each) => (
          <Destroyed key={`${each.caseId} ${each.at}`} each={each} />
        ))}
      </ul>
    </Dialog>
  );
}

function Destroyed({ each }: { readonly each: DestroyedEntry }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const { commits, claims, exhibits, sharedExhibits: shared } = each;
  const counts = Object.fromEntries(Object.entries({ commits, claims, exhibits, shared }).map(([name, count]) => [name, format.number(count)]));
  const name = [each.number, each.title].filter((part) => part !== "").join(" ");
  return (
    <li>
      <strong>{name === "" ? t("cases:destroyed.unnamed") : <SafeText text={name} />}</strong>
      <span>{t("cases:destroyed.by", { officer: each.officer, at: format.dateTime(each.at) })}</span>
      <span>{t("cases:destroyed.counts", counts)}</span>
      <span>
        {t("cases:destroyed.id")}: <HashText text={each.caseId} kind="hash" />
      </span>
      {each.heads.map((head) => (
        <span key={head}>
          {t("cases:destroyed.head")}: <HashText text={head} kind="hash" isCopyable />
        </span>
      ))}
      {!each.isFinished && <Callout tone="warning">{t("cases:destroyed.unfinished")}</Callout>}
    </li>
  );
}
