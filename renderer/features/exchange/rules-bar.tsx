import { type ReactNode, useEffect, useMemo, useState } from "react";
import type { RedactRule } from "../../../shared/bundle/model.ts";
import type { SharePreview } from "../../../shared/case/door.ts";
import type { EntityId } from "../../../shared/kernel/brand.ts";
import { useCaseMirror } from "../../state/case-mirror.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { useEntityNameText } from "../../ui/entity-name.tsx";
import { TextField } from "../../ui/field.tsx";
import { useFormat } from "../../ui/format.ts";
import { showCommandMenu } from "../../ui/menu.tsx";
import { useTranslate } from "../../ui/translate.ts";
import { useTypeName } from "../../ui/type-icon.tsx";
import { RuleEditor } from "./rule-editor.tsx";
import { type ChangeDraft, exhibitFiles, type ShareDraft } from "./share-draft.ts";
import { dropTemplate, isOfAnyCase, keepTemplate, readTemplates, type RuleTemplate } from "./share-templates.ts";
import { isSameRule, type RuleNames, ruleWords } from "./share-words.ts";

interface RulesBarProps {
  readonly draft: ShareDraft;
  readonly change: ChangeDraft;
  readonly preview: SharePreview;
}

/** The rules of what stays, as chips one can take away, with how much each names; new ones, and those that were kept as templates. */
export function RulesBar({ draft, change, preview }: RulesBarProps): ReactNode {
  const t = useTranslate();
  const [isAdding, setAdding] = useState(false);
  const names = useRuleNames();
  const { redact } = draft;
  const add = (rules: readonly RedactRule[]): void => {
    const fresh = rules.filter((rule) => !redact.some((known) => isSameRule(known, rule)));
    if (fresh.length > 0) change({ redact: [...redact, ...fresh] });
  };
  return (
    <section className="share-rules" aria-label={t("share:rules.label")}>
      <strong>{t("share:rules.label")}</strong>
      {redact.map((rule, at) => (
        <Chip
          key={JSON.stringify(rule)}
          text={ruleWords(t, rule, names)}
          count={preview.ruleCounts[at] ?? 0}
          onRemove={() => change({ redact: redact.filter((other) => other !== rule) })}
        />
      ))}
      <Button isSmall icon="add" isActive={isAdding} onClick={() => setAdding(!isAdding)}>
        {t("share:rules.add")}
      </Button>
      <ReadyRules rules={redact} add={add} />
      <Templates rules={redact} add={add} />
      {isAdding && <RuleEditor preview={preview} names={names} onAdd={(rule) => add([rule])} />}
    </section>
  );
}

function Chip({ text, count, onRemove }: { readonly text: string; readonly count: number; readonly onRemove: () => void }): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  return (
    <span className="share-chip">
      {text} <span className="tabular">· {format.number(count)}</span>
      <IconButton isSmall icon="cross" takesAway label={t("share:rules.remove", { rule: text })} onClick={onRemove} />
    </span>
  );
}

/** Those that are not in force yet. */
function ReadyRules({ rules, add }: TemplatesProps): ReactNode {
  const t = useTranslate();
  const ready = (["personal", "protected"] as const).filter((by) => !rules.some((rule) => rule.by === by));
  return ready.map((by) => (
    <Button key={by} isSmall isMinimal onClick={() => add([{ by }])}>
      {t(`share:rule.${by}`)}
    </Button>
  ));
}

interface TemplatesProps {
  readonly rules: readonly RedactRule[];
  readonly add: (rules: readonly RedactRule[]) => void;
}

function Templates({ rules, add }: TemplatesProps): ReactNode {
  const t = useTranslate();
  const [templates, setTemplates] = useState<readonly RuleTemplate[]>([]);
  const [name, setName] = useState<string | null>(null);
  useEffect(() => void readTemplates().then(setTemplates), []);
  const keep = (): void => {
    if (name === null || name.trim() === "") return;
    void keepTemplate({ name: name.trim(), rules }).then(setTemplates);
    setName(null);
  };
  const open = (button: Element): void => {
    const { left, bottom } = button.getBoundingClientRect();
    const drop = templates.map((each) => ({
      label: t("share:templates.drop", { name: each.name }),
      icon: "trash",
      intent: "danger" as const,
      run: () => void dropTemplate(each.name).then(setTemplates),
    }));
    showCommandMenu({ x: left, y: bottom }, [
      ...templates.map((each) => ({ label: each.name, run: () => add(each.rules) })),
      ...(templates.length > 0 ? ["divider" as const] : []),
      { label: t("share:templates.keep"), icon: "floppy-disk", isDisabled: !rules.some(isOfAnyCase), run: () => setName("") },
      ...drop,
    ]);
  };
  return (
    <>
      <Button isSmall isMinimal endIcon="caret-down" onClick={(event) => open(event.currentTarget)}>
        {t("share:templates.label")}
      </Button>
      {name !== null && (
        <div className="share-editor">
          <TextField
            label={t("share:templates.name")}
            help={t("share:templates.help")}
            value={name}
            limit={60}
            autoFocus
            onChange={setName}
            onEnter={keep}
          />
          <Button isDisabled={name.trim() === ""} onClick={keep}>
            {t("share:templates.save")}
          </Button>
        </div>
      )}
    </>
  );
}

function useRuleNames(): RuleNames {
  const typeName = useTypeName();
  const nameText = useEntityNameText();
  const entities = useCaseMirror((mirror) => mirror.entities);
  return useMemo(() => {
    const files = new Map(exhibitFiles(entities, null).map(({ sha256, name }) => [sha256, name]));
    const entityName = (id: EntityId): string => {
      const found = entities.get(id);
      return found === undefined ? id.slice(0, 8) : nameText(found);
    };
    return { typeName, entityName, fileName: (file) => files.get(file) ?? file.slice(0, 8) };
  }, [typeName, nameText, entities]);
}
