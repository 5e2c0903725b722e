import { type ReactNode, useState } from "react";
import type { StolenKey, StolenList } from "../../../shared/case/stolen-door.ts";
import type { AuthorId } from "../../../shared/kernel/brand.ts";
import { useIsEditable } from "../../state/case-mirror.ts";
import { closeDialog, selectEntities, useDesk } from "../../state/desk.ts";
import { useStolenSight } from "../../state/stolen.ts";
import { agencyText } from "../../ui/agency-text.ts";
import { Button } from "../../ui/button.tsx";
import { Callout } from "../../ui/callout.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { SelectField, TextAreaField } from "../../ui/field.tsx";
import { useFormat } from "../../ui/format.ts";
import { Grid } from "../../ui/grid.tsx";
import { safeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { useStolenColumns } from "./stolen-columns.tsx";
import { useRuling, useStolenList } from "./use-stolen.ts";
import "./exchange.css";
import "./stolen.css";

/** Statements that rest on stolen keys: looked at, and kept, contested or asked for again. */
export function StolenDialog(): ReactNode {
  const dialog = useDesk((desk) => desk.dialog);
  return dialog?.kind === "stolen" ? <Opened first={dialog.key} /> : null;
}

function Opened({ first }: { readonly first: AuthorId | null }): ReactNode {
  const t = useTranslate();
  const sight = useStolenSight();
  const [asked, ask] = useState<string | null>(first);
  const keys = sight?.keys ?? [];
  const of = keys.find(({ key }) => key === asked) ?? keys[0];
  const list = useStolenList(of, sight);
  const [picked, pick] = useState<readonly string[]>([]);
  const ruling = useRuling(of, picked, list);
  const footer = <Footer {...{ of, list, picked, ruling }} />;
  return (
    <Dialog isOpen title={t("stolen:title")} icon="key" width="wide" onClose={closeDialog} footer={footer} hasDraft={ruling.why.trim() !== ""}>
      {of === undefined ? (
        <EmptyState icon="key" title={t("stolen:none")} description={t("stolen:noneHelp")} />
      ) : (
        <div className="stolen">
          <Told of={of} />
          {keys.length > 1 && <KeyChoice keys={keys} of={of} onChoose={ask} />}
          {list !== null && <Statements {...{ list, picked, pick }} />}
          {ruling.trouble !== null && <Callout tone="danger">{ruling.trouble}</Callout>}
          <TextAreaField
            label={t("stolen:why.label")}
            help={t("stolen:why.help")}
            rows={2}
            limit={1000}
            isRequired
            value={ruling.why}
            onChange={ruling.setWhy}
          />
        </div>
      )}
    </Dialog>
  );
}

/** Whose key, since when, how many wait; and what is not marked. */
function Told({ of }: { readonly of: StolenKey }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const waiting = of.counts.open + of.counts.asked;
  const date = format.date(of.from);
  return (
    <Callout tone={waiting > 0 ? "danger" : "info"} title={t(`stolen:told.${of.reason}`, { count: waiting, number: format.number(waiting), date })}>
      <p>{t("stolen:told.who", { officer: safeText(of.officer), agency: agencyText(of.agency) })}</p>
      <p>{t("stolen:note.before", { count: of.before, number: format.number(of.before) })}</p>
    </Callout>
  );
}

interface KeyChoiceProps {
  readonly keys: readonly StolenKey[];
  readonly of: StolenKey;
  readonly onChoose: (key: string) => void;
}

function KeyChoice({ keys, of, onChoose }: KeyChoiceProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const options = keys.map(({ key, officer, agency, from }) => ({
    value: key,
    label: `${safeText(officer)}, ${agencyText(agency)} · ${format.date(from)} · ${key.slice(0, 8)}`,
  }));
  return <SelectField label={t("stolen:whose")} value={of.key} options={options} onChange={onChoose} />;
}

interface StatementsProps {
  readonly list: StolenList;
  readonly picked: readonly string[];
  readonly pick: (keys: readonly string[]) => void;
}

function Statements({ list: { statements, total }, picked, pick }: StatementsProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const columns = useStolenColumns();
  return (
    <>
      <div className="stolen-grid">
        <Grid
          label={t("stolen:title")}
          columns={columns}
          rows={statements}
          rowKey={({ claim }) => claim}
          selectedKeys={picked}
          onSelect={pick}
          onActivate={({ entity }) => {
            if (entity === null) return;
            selectEntities([entity]);
            closeDialog();
          }}
        />
      </div>
      <p className="exchange-muted">
        {total > statements.length && t("stolen:more", { shown: format.number(statements.length), total: format.number(total) })} {t("stolen:keys")}
      </p>
    </>
  );
}

interface FooterProps {
  readonly of: StolenKey | undefined;
  readonly list: StolenList | null;
  readonly picked: readonly string[];
  readonly ruling: ReturnType<typeof useRuling>;
}

/** What can be ruled, of those picked or of all that wait. */
function Footer({ of, list, picked, ruling: { isBusy, rule } }: FooterProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const isOpen = useIsEditable();
  const here = (list?.statements ?? []).filter(({ claim }) => picked.includes(claim)).length;
  const waiting = (of?.counts.open ?? 0) + (of?.counts.asked ?? 0);
  const count = format.number(here === 0 ? waiting : here);
  const canRule = isOpen && !isBusy && (here > 0 || waiting > 0);
  return (
    <>
      {of !== undefined && (
        <>
          <Button icon="tick" isDisabled={!canRule} onClick={() => void rule("keep")}>
            {t("stolen:act.keep", { count })}
          </Button>
          <Button icon="disable" isDisabled={!canRule} onClick={() => void rule("retract")}>
            {t("stolen:act.retract", { count })}
          </Button>
          <Button icon="send-message" isDisabled={!canRule} onClick={() => void rule("ask-again")}>
            {t("stolen:act.ask-again", { count })}
          </Button>
        </>
      )}
      <Button onClick={closeDialog}>{t("common:close")}</Button>
    </>
  );
}
