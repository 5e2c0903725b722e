import { type ReactNode, useEffect, useState } from "react";
import type { BundleStatement } from "../../../shared/bundle/model.ts";
import type { CosignOrder } from "../../../shared/case/cosign-door.ts";
import type { CaseEntry } from "../../../shared/case/door.ts";
import type { AuthorId } from "../../../shared/kernel/brand.ts";
import type { Identity } from "../../../shared/partner/model.ts";
import { askOrTell } from "../../state/ask.ts";
import { useOfficers } from "../../state/officers.ts";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { HandlingTag } from "../../ui/tag.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { interopForms, interopPath } from "./interop-forms.ts";
import { IdentityFacts } from "./partner-facts.tsx";
import { audienceNames } from "./share-words.ts";
import { WholeHash } from "./whole-hash.tsx";

/** Who asks, and each statement one would sign, as far as statements tell. */
export function OrderFacts({ order: { from, at, statements } }: { readonly order: CosignOrder }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const officers = useOfficers();
  const cases = useCases();
  return (
    <>
      <dl className="exchange-facts">
        <dt>{t("cosign:request.from")}</dt>
        <dd>
          <IdentityFacts identity={from} />
        </dd>
        <dt>{t("cosign:request.at")}</dt>
        <dd className="tabular">{format.dateTime(at)}</dd>
      </dl>
      {statements.map(({ statement, statementHash, sealing }, place) => (
        <section key={statementHash} className="cosign-statement" aria-label={statementHash}>
          <h3 className="exchange-heading">
            {statements.length === 1
              ? t("cosign:request.one")
              : t("cosign:request.bundle", { number: format.number(place + 1), all: format.number(statements.length) })}
          </h3>
          <StatementFacts {...{ statement, statementHash, sealing, officers, cases }} />
        </section>
      ))}
    </>
  );
}

/** Our cases; null until the core has answered. */
function useCases(): readonly CaseEntry[] | null {
  const [cases, setCases] = useState<readonly CaseEntry[] | null>(null);
  useEffect(() => {
    let isMounted = true;
    void askOrTell("listCases", null).then((found) => isMounted && setCases(found ?? []));
    return () => {
      isMounted = false;
    };
  }, []);
  return cases;
}

interface StatementProps {
  readonly statement: BundleStatement;
  readonly statementHash: string;
  readonly sealing: CosignOrder["statements"][number]["sealing"];
  readonly officers: ReadonlyMap<AuthorId, Identity>;
  readonly cases: readonly CaseEntry[] | null;
}

function StatementFacts({ statement, statementHash, sealing, officers, cases }: StatementProps): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const notSaid = t("exchange:notSaid");
  const { counts, payload, legalBasis, retainUntil, expiresAt, nationalMark } = statement;
  const paths = new Set(payload.map(({ path }) => path));
  const forms = interopForms.filter((kind) => paths.has(interopPath[kind]));
  const charts = payload.filter(({ path }) => path.startsWith("data/charts/")).length;
  const facts: readonly (readonly [string, ReactNode])[] = [
    [t("exchange:sign.case"), <CaseName key="case" {...{ statement, cases }} />],
    [t("exchange:sign.to"), <Audience key="to" {...{ statement, officers }} />],
    [t("share:sealing.label"), t(sealing === null ? "share:sealing.unknown" : `share:sealing.${sealing}`)],
    [t("exchange:receipt.sequence"), format.number(statement.sequence)],
    [t("exchange:marking.label"), <HandlingTag key="marking" handling={statement.marking} />],
    [t("share:marking.national"), nationalMark === "" ? notSaid : t("share:marking.officialUse")],
    [t("exchange:marking.purpose"), <SafeText key="purpose" text={statement.purpose} />],
    [t("exchange:marking.legalBasis"), legalBasis === "" ? notSaid : <SafeText key="basis" text={legalBasis} />],
    [t("exchange:marking.retainUntil"), retainUntil === "" ? notSaid : format.date(retainUntil)],
    [t("share:marking.expiresAt"), expiresAt === "" ? notSaid : format.date(expiresAt)],
    [t("cosign:request.records"), format.number(counts.commits)],
    [t("cosign:request.disclosed"), format.number(counts.disclosed)],
    [t("cosign:request.withheld"), format.number(counts.withheld)],
    [t("cosign:request.files"), format.number(counts.files)],
    [t("cosign:request.charts"), format.number(charts)],
    [t("cosign:request.forms"), forms.length === 0 ? t("cosign:request.noForms") : forms.map((kind) => t(`cosign:forms.${kind}`)).join(", ")],
    [t("cosign:request.size"), format.bytes(payload.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0))],
    [t("cosign:request.hash"), <WholeHash key="hash" text={statementHash} />],
  ];
  return (
    <dl className="exchange-facts">
      {facts.map(([term, fact]) => (
        <div key={term} className="cosign-fact">
          <dt>{term}</dt>
          <dd className="tabular">{fact}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The case by its name, where it is among ours; else by its id. */
function CaseName({ statement, cases }: Pick<StatementProps, "statement" | "cases">): ReactNode {
  const t = useTranslate();
  const ours = cases?.find(({ caseId }) => caseId === statement.case);
  if (ours !== undefined) return <SafeText text={[ours.number, ours.title].filter(Boolean).join(" ")} />;
  return (
    <>
      {cases !== null && <div>{t("cosign:request.notOurs")}</div>}
      <WholeHash text={statement.case} />
    </>
  );
}

/** Recipients by name, where they are our partners or ourselves; else by their keys. */
function Audience({ statement: { recipients, addressee }, officers }: Pick<StatementProps, "statement" | "officers">): ReactNode {
  const t = useTranslate();
  if (addressee !== "") return audienceNames(t, { to: [], addressee }, null);
  return (
    <div className="exchange-cards">
      {recipients.map(({ author }) => {
        const officer = officers.get(author);
        if (officer !== undefined) return <IdentityFacts key={author} identity={officer} />;
        return (
          <div key={author}>
            <div>{t("cosign:request.unknownKey")}</div>
            <WholeHash text={author} />
          </div>
        );
      })}
    </div>
  );
}
