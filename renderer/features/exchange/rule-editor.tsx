import { type ReactNode, useMemo, useState } from "react";
import type { RedactRule } from "../../../shared/bundle/model.ts";
import type { SharePreview } from "../../../shared/case/door.ts";
import type { Entity } from "../../../shared/projections/model.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField } from "../../ui/field.tsx";
import { markingOrder } from "../../ui/marking-field.tsx";
import { type Translate, useTranslate } from "../../ui/translate.ts";
import { exhibitFiles } from "./share-draft.ts";
import { type RuleNames, ruleWords } from "./share-words.ts";

const kinds = ["property", "type", "source", "handling", "grade", "entity"] as const;
type Kind = (typeof kinds)[number];
/** Things offered by name; more than these are withheld in the table. */
const mostEntities = 500;

interface RuleEditorProps {
  readonly preview: SharePreview;
  readonly names: RuleNames;
  readonly onAdd: (rule: RedactRule) => void;
}

/** A rule in two choices: by what, and which of those there are in what would leave. */
export function RuleEditor({ preview, names, onAdd }: RuleEditorProps): ReactNode {
  const t = useTranslate();
  const [kind, setKind] = useState<Kind>("property");
  const [at, setAt] = useState(0);
  const entities = useCaseMirror((mirror) => mirror.entities);
  const rules = useMemo(() => offered(kind, preview, entities), [kind, preview, entities]);
  const labelled = useMemo(() => labelledRules(t, rules, names), [t, rules, names]);
  const chosen = labelled[at] ?? labelled[0];
  return (
    <div className="share-editor">
      <SelectField
        label={t("share:editor.by")}
        value={kind}
        options={kinds.map((value) => ({ value, label: t(`share:editor.kind.${value}`) }))}
        onChange={(picked) => {
          setKind(kinds.find((each) => each === picked) ?? "property");
          setAt(0);
        }}
      />
      <SelectField
        label={t("share:editor.which")}
        value={String(at)}
        isDisabled={labelled.length === 0}
        options={labelled.map(({ label }, index) => ({ value: String(index), label }))}
        onChange={(picked) => setAt(Number(picked))}
      />
      <Button isDisabled={chosen === undefined} onClick={() => chosen !== undefined && onAdd(chosen.rule)}>
        {t("share:editor.add")}
      </Button>
    </div>
  );
}

function labelledRules(
  t: Translate,
  rules: readonly RedactRule[],
  names: RuleNames,
): readonly { readonly rule: RedactRule; readonly label: string }[] {
  return rules.map((rule) => ({ rule, label: ruleWords(t, rule, names) })).sort((a, b) => (a.label < b.label ? -1 : 1));
}

/** The rules of a kind that could name something of what is chosen. */
function offered(kind: Kind, { entities }: SharePreview, all: ReadonlyMap<EntityId, Entity>): readonly RedactRule[] {
  switch (kind) {
    case "type":
      return [...new Set(entities.map(({ type }) => type))].map((type) => ({ by: "type", type }));
    case "property":
      return [...new Set(entities.flatMap(({ claims }) => claims.map(({ property }) => property)))]
        .filter((property) => property !== "type")
        .map((property) => ({ by: "property", type: "", property }));
    case "source":
      return exhibitFiles(all, null).map(({ sha256 }) => ({ by: "source", file: sha256 }));
    case "handling":
      return markingOrder.filter((handling) => handling !== "clear").map((handling) => ({ by: "handling", handling }));
    case "grade":
      return ["B2", "B3", "C3", "D4"].map((grade) => ({ by: "grade", source: grade.slice(0, 1), information: grade.slice(1) }));
    case "entity":
      return entities
        .filter(({ form }) => form === "node")
        .slice(0, mostEntities)
        .map(({ entity }) => ({ by: "entity", entity }));
  }
}
