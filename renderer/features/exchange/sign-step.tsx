import { Fragment, type ReactNode } from "react";
import type { SharePreview } from "../../../shared/case/door.ts";
import type { RegisterEntry } from "../../../shared/case/register-door.ts";
import type { ShareWeight } from "../../../shared/case/share-door.ts";
import type { Counts } from "../../../shared/projections/counted.ts";
import type { Partner } from "../../../shared/partner/model.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { Callout } from "../../ui/callout.tsx";
import { useFormat } from "../../ui/format.ts";
import { Progress } from "../../ui/progress.tsx";
import { SafeText } from "../../ui/safe-text.tsx";
import { HandlingTag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { useCountWords } from "./count-words.ts";
import { bundleFailureText } from "./exchange-words.ts";
import { IdentityFacts } from "./partner-facts.tsx";
import type { ShareDraft } from "./share-draft.ts";
import { SecondOfficer } from "./second-officer.tsx";
import { audienceNames, officerNames, sealingWords } from "./share-words.ts";
import type { Asking } from "./use-asking.ts";
import type { SecondChoice } from "./use-second.ts";
import { leavingText } from "./leaving-text.ts";
import type { Sharing } from "./use-sharing.ts";

interface SignProps {
  readonly draft: ShareDraft;
  readonly recipients: readonly Partner[];
  readonly preview: SharePreview;
  readonly weights: readonly ShareWeight[];
  readonly sharing: Sharing;
  readonly asking: Asking;
  readonly second: SecondChoice;
  readonly replaceable: readonly RegisterEntry[] | null;
}

/** A failure about a file names it: nobody knows a file by its hash. */
function named<Trouble extends { readonly where?: string | undefined }>(trouble: Trouble, { files }: SharePreview): Trouble {
  const file = files.find(({ sha256 }) => sha256 === trouble.where);
  return file === undefined || file.name === "" ? trouble : { ...trouble, where: file.name };
}

/** What leaves, counted as people count it everywhere else. */
function leavingOf({ entities }: SharePreview): Counts {
  const leaving = entities.filter(({ claims }) => claims.some(({ leaves }) => leaves));
  const count = (as: "entity" | "exhibit" | "link"): number => leaving.filter(({ counted }) => counted === as).length;
  return { entities: count("entity"), exhibits: count("exhibit"), links: count("link") };
}

/** Exactly what leaves, and what the signature can and cannot do. */
export function SignStep(props: SignProps): ReactNode {
  const t = useTranslate();
  const { sharing, asking, second, preview, weights } = props;
  const trouble = second.isOn ? asking.trouble : sharing.trouble;
  const isBusy = sharing.isBusy || asking.isBusy;
  return (
    // It scrolls, and may hold nothing else that takes the focus.
    <section className="exchange-scroll exchange-sign" aria-label={t("exchange:share.step.sign")} tabIndex={0}>
      {trouble !== null && <Callout tone="danger">{bundleFailureText(named(trouble, preview))}</Callout>}
      {weights.length > 1 ? <Weights {...props} /> : <Summary {...props} />}
      <Facts {...props} />
      <SecondOfficer second={second} isDisabled={isBusy} />
      {second.isOn && props.draft.replaces !== "" && <Callout tone="warning">{t("share:replaces.second")}</Callout>}
      <Callout tone="warning">{t("exchange:sign.honest")}</Callout>
      {isBusy ? (
        <Progress done={0} total={0} label={t(asking.isBusy ? "cosign:second.busy" : "exchange:sign.busy")} />
      ) : (
        <p className="exchange-muted">{t(second.isOn ? "cosign:second.what" : "exchange:sign.what")}</p>
      )}
    </section>
  );
}

/** One file, in one sentence. */
function Summary({ draft, recipients, preview }: SignProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const countWords = useCountWords();
  const sizeBytes = preview.files.reduce((sum, file) => sum + file.sizeBytes, 0);
  return (
    <p className="exchange-summary">
      {t("exchange:sign.summary", {
        claims: leavingText(
          t,
          format,
          t("exchange:sign.claims", { count: preview.disclosedClaims, number: format.number(preview.disclosedClaims) }),
          preview.withdrawals,
        ),
        what: countWords(leavingOf(preview)),
        files: t("exchange:sign.files", { count: preview.files.length, number: format.number(preview.files.length) }),
        size: format.bytes(sizeBytes),
        withheld: format.number(preview.withheldClaims),
        kept: format.number(preview.keptBack),
        officers: draft.isUnderPassphrase ? audienceNames(t, { ...draft, to: [] }, recipients) : officerNames(draft.to, recipients),
        marking: `TLP:${(draft.marking ?? "").toUpperCase()}`,
      })}
    </p>
  );
}

/** Several files, a line each. */
function Weights({ recipients, weights }: SignProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <>
      <p className="exchange-summary">{t("share:sign.apart", { count: weights.length, number: format.number(weights.length) })}</p>
      <ul className="share-weights">
        {weights.map(({ to, disclosed, withdrawals, withheld, keptBack, files, sealing }) => (
          <li key={to.join()}>
            <strong>{officerNames(to, recipients)}</strong>{" "}
            {t("share:sign.weight", {
              claims: leavingText(t, format, format.number(disclosed), withdrawals),
              kept: format.number(keptBack),
              withheld: format.number(withheld),
              files: format.number(files),
            })}
            <div className="exchange-muted">{t("share:sealing.short", { answer: sealingWords(t, sealing, recipients) })}</div>
          </li>
        ))}
      </ul>
    </>
  );
}

function Facts({ draft, recipients, preview, weights, replaceable }: SignProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const opened = useCaseMirror((mirror) => mirror.opened);
  const notSaid = t("exchange:notSaid");
  const replaced = replaceable?.find(({ statementHash }) => statementHash === draft.replaces);
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t("exchange:sign.case"), <SafeText key="case" text={[opened?.number, opened?.title].filter(Boolean).join(" ")} />],
    [t("exchange:marking.label"), draft.marking !== null && <HandlingTag key="marking" handling={draft.marking} />],
    ...(draft.nationalMark === "" ? [] : [[t("share:marking.national"), t("share:marking.officialUse")] as const]),
    [t("exchange:marking.purpose"), <SafeText key="purpose" text={draft.purpose.trim()} />],
    [t("exchange:marking.legalBasis"), draft.legalBasis.trim() === "" ? notSaid : <SafeText key="basis" text={draft.legalBasis.trim()} />],
    [t("exchange:marking.retainUntil"), draft.retainUntil === "" ? notSaid : format.date(draft.retainUntil)],
    [t("share:marking.expiresAt"), draft.expiresAt === "" ? notSaid : format.date(draft.expiresAt)],
    ...(replaced === undefined
      ? []
      : [[t("share:replaces.fact"), <Replaced key="replaced" number={replaced.sequence} why={draft.whyReplaced.trim()} />] as const]),
    ...(preview.charted === 0
      ? []
      : [[t("share:sign.chart"), t("share:sign.charted", { count: preview.charted, number: format.number(preview.charted) })] as const]),
    ...(draft.interop.length === 0 ? [] : [[t("cosign:request.forms"), draft.interop.map((kind) => t(`cosign:forms.${kind}`)).join(", ")] as const]),
    ...(weights.length === 1 && weights[0] !== undefined
      ? [[t("share:sealing.label"), sealingWords(t, weights[0].sealing, recipients)] as const]
      : []),
    [
      t("exchange:sign.to"),
      draft.isUnderPassphrase ? audienceNames(t, { ...draft, to: [] }, recipients) : <Recipients key="to" recipients={recipients} />,
    ],
  ];
  return (
    <dl className="exchange-facts">
      {facts.map(([term, fact]) => (
        <Fragment key={term}>
          <dt>{term}</dt>
          <dd>{fact}</dd>
        </Fragment>
      ))}
    </dl>
  );
}

function Replaced({ number, why }: { readonly number: number; readonly why: string }): ReactNode {
  const t = useTranslate();
  return (
    <>
      {t("share:replaces.what", { number })} <SafeText text={why} />
    </>
  );
}

function Recipients({ recipients }: Pick<SignProps, "recipients">): ReactNode {
  return (
    <div className="exchange-cards">
      {recipients.map((partner) => (
        <IdentityFacts key={partner.author} identity={partner} />
      ))}
    </div>
  );
}
