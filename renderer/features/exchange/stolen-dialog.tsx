import { type ReactNode, useState } from "react";
import type { StolenKey, StolenList, StolenState } from "../../../shared/case/stolen-door.ts";
import type { AuthorId, ClaimId } from "../../../shared/kernel/brand.ts";
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
import { nothingStolen, type StolenChoice, useRuling, useStolenList, useUndoKey } from "./use-stolen.ts";
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
  const of = keys.find(({ key }) => key === asked) ?? keys.find((each) => waitingOf(each) > 0) ?? keys[0];
  const list = useStolenList(of, sight);
  const [choice, choose] = useState<StolenChoice>(nothingStolen);
  const claims = (list?.statements ?? []).flatMap(({ claim }): ClaimId[] => (choice.claims.includes(claim) ? [claim] : []));
  const ruling = useRuling(of, { ...choice, claims }, () => choose(nothingStolen));
  useUndoKey(ruling.told === null ? null : ruling.undo);
  const footer = <Footer {...{ of, list, ruling }} choice={{ ...choice, claims }} />;
  return (
    <Dialog isOpen title={t("stolen:title")} icon="key" width="wide" onClose={closeDialog} footer={footer} hasDraft={ruling.why.trim() !== ""}>
      {of === undefined ? (
        <EmptyState icon="key" title={t("stolen:none")} description={t("stolen:noneHelp")} />
      ) : (
        <div className="stolen">
          <Told of={of} />
          {keys.length > 1 && (
            <KeyChoice
              keys={keys}
              of={of}
              onChoose={(key) => {
                ask(key);
                choose(nothingStolen);
              }}
            />
          )}
          {list !== null && <Statements {...{ of, list, choice, choose }} />}
          {list !== null && list.again > 0 && <Again list={list} />}
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
  const title = waiting === 0 ? t("stolen:told.nothing") : t(`stolen:told.${of.reason}`, { count: waiting, number: format.number(waiting), date });
  return (
    <Callout tone={waiting > 0 ? "danger" : "info"} title={title}>
      <p>{t("stolen:told.who", { officer: safeText(of.officer), agency: agencyText(of.agency) })}</p>
      {of.before > 0 && <p>{t("stolen:note.before", { count: of.before, number: format.number(of.before) })}</p>}
    </Callout>
  );
}

/** How many of those that wait are said again, by whom, and with which key. */
function Again({ list: { statements, again } }: { readonly list: StolenList }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const by = new Map(statements.flatMap((each) => (each.again === null ? [] : [[each.again.by, each.again] as const])));
  return (
    <Callout tone="success" title={t("stolen:again.title", { count: again, number: format.number(again) })}>
      {[...by.values()].map(({ by: key, officer, agency }) => (
        <p key={key}>{t("stolen:again.by", { officer: safeText(officer), agency: agencyText(agency), key: key.slice(0, 8) })}</p>
      ))}
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
  const options = keys.map((each) => ({
    value: each.key,
    label: `${safeText(each.officer)}, ${agencyText(each.agency)} · ${format.date(each.from)} · ${each.key.slice(0, 8)} · ${format.number(waitingOf(each))}`,
  }));
  return <SelectField label={t("stolen:whose")} value={of.key} options={options} onChange={onChoose} />;
}

/** How many of its statements wait for a ruling. */
const waitingOf = ({ counts }: StolenKey): number => counts.open + counts.asked;

interface StatementsProps {
  readonly of: StolenKey;
  readonly list: StolenList;
  readonly choice: StolenChoice;
  readonly choose: (choice: StolenChoice) => void;
}

function Statements({ of, list: { statements, total }, choice: { claims, isAll }, choose }: StatementsProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const waiting = of.counts.open + of.counts.asked;
  const shown = isAll ? statements.flatMap(({ claim, state }) => (isWaiting(state) ? [claim] : [])) : claims;
  const columns = useStolenColumns();
  return (
    <>
      <div className="stolen-grid">
        <Grid
          label={t("stolen:title")}
          columns={columns}
          rows={statements}
          rowKey={({ claim }) => claim}
          selectedKeys={shown}
          onSelect={(keys) => choose({ claims: statements.flatMap(({ claim }) => (keys.includes(claim) ? [claim] : [])), isAll: false })}
          onActivate={({ entity }) => {
            if (entity === null) return;
            selectEntities([entity]);
            closeDialog();
          }}
        />
      </div>
      <p className="exchange-muted stolen-keys">
        <Button isSmall isActive={isAll} isDisabled={waiting === 0} onClick={() => choose({ claims: [], isAll: !isAll })}>
          {t("stolen:all", { number: format.number(waiting) })}
        </Button>
        <span>
          {total > statements.length && t("stolen:more", { shown: format.number(statements.length), total: format.number(total) })} {t("stolen:keys")}
        </span>
      </p>
    </>
  );
}

interface FooterProps {
  readonly of: StolenKey | undefined;
  readonly list: StolenList | null;
  readonly choice: StolenChoice;
  readonly ruling: ReturnType<typeof useRuling>;
}

const isWaiting = (state: StolenState): boolean => state === "open" || state === "asked";

const acts = [
  { ruling: "keep", icon: "tick" },
  { ruling: "retract", icon: "disable" },
  { ruling: "ask-again", icon: "send-message" },
] as const;

/** What can be ruled, of those chosen; what is said again of those, or of all. And what was ruled last. */
function Footer({ of, list, choice: { claims, isAll }, ruling: { isBusy, rule, told, undo } }: FooterProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const isOpen = useIsEditable();
  const count = isAll ? (of?.counts.open ?? 0) + (of?.counts.asked ?? 0) : claims.length;
  const again = isAll || claims.length === 0 ? (list?.again ?? 0) : saidAgainAmong(list, claims);
  const canRule = isOpen && !isBusy;
  return (
    <>
      <span className="exchange-foot-note" aria-live="polite">
        {told !== null && t(`stolen:ruled.${told.ruling}`, { count: told.count })}
      </span>
      {told !== null && (
        <Button icon="undo" title="Ctrl+Z" onClick={() => void undo()}>
          {t("stolen:undo")}
        </Button>
      )}
      {of !== undefined && (
        <>
          {(list?.again ?? 0) > 0 && (
            <Button icon="endorsed" title={t("stolen:again.actTitle")} isDisabled={!canRule || again === 0} onClick={() => void rule("said-again")}>
              {t("stolen:act.said-again", { count: format.number(again) })}
            </Button>
          )}
          {acts.map(({ ruling, icon }) => (
            <Button key={ruling} icon={icon} isDisabled={!canRule || count === 0} onClick={() => void rule(ruling)}>
              {t(`stolen:act.${ruling}`, { count: format.number(count) })}
            </Button>
          ))}
        </>
      )}
      <Button onClick={closeDialog}>{t("common:close")}</Button>
    </>
  );
}

function saidAgainAmong(list: StolenList | null, claims: readonly ClaimId[]): number {
  return (list?.statements ?? []).filter(({ claim, again }) => again !== null && claims.includes(claim)).length;
}
