import { Fragment, type ReactNode } from "react";
import { useTranslate } from "./translate.ts";
import "./text.css";

/** Marks that change how a text reads without being seen: controls, zero-width, bidirectional overrides, tags, fillers. */
const hiddenMarks = /(?![\t\n])[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]/gu;

/** Text that came from outside: shown as text, in its own direction, with hidden marks made visible. */
export function SafeText({ text }: { readonly text: string }): ReactNode {
  const t = useTranslate();
  const marks = [...text.matchAll(hiddenMarks)];
  if (marks.length === 0) return <bdi>{text}</bdi>;
  const pieces = text.split(hiddenMarks);
  return (
    <bdi>
      {pieces.map((piece, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text never move
        <Fragment key={at}>
          {piece}
          {marks[at] && (
            <span className="ui-hidden-mark" title={t("common:hiddenMark")}>
              {codePoint(marks[at][0])}
            </span>
          )}
        </Fragment>
      ))}
    </bdi>
  );
}

/** The same text as plain characters, for titles, labels and canvases: hidden marks become "⟨U+202E⟩". */
export function safeText(text: string): string {
  return text.replace(hiddenMarks, (mark) => `⟨${codePoint(mark)}⟩`);
}

function codePoint(mark: string): string {
  return `U+${(mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
