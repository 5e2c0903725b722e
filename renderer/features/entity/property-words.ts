import { hasWords, type Translate, useTranslate } from "../../ui/translate.ts";

/** The words of a property, a verb and a broken rule; names this version does not know stay as they are. */
export interface Words {
  property(name: string): string;
  verb(type: string): string;
  choice(property: string, choice: string): string;
  rule(rule: string): string;
}

export function useWords(): Words {
  return wordsOf(useTranslate());
}

/** The same words outside React. */
export function wordsOf(t: Translate): Words {
  const known = (key: string, otherwise: string): string => (hasWords(key) ? t(key) : otherwise);
  return {
    property: (name) => known(`ontology:property.${name}`, name),
    verb: (type) => known(`ontology:verb.${type}`, type),
    choice: (property, choice) => known(`ontology:choice.${property}.${choice}`, choice),
    rule: (rule) => known(`ontology:check.${rule}`, known(`entity:rule.${rule}`, t("entity:rule.bad-value"))),
  };
}
