import { useEffect } from "react";

/** What stands on every page, outside the text: lines of plain text. `page` is what comes before the number, `of` what stands between number and count. */
export interface PageMargins {
  readonly topLeft: string;
  readonly topRight: string;
  readonly bottomLeft: string;
  readonly page: string;
  readonly of: string;
}

/**
 * Puts these on every page that is printed while the component stands. The words are the case's own, so the rule is made here and adopted by the document: an element
 * of style would be refused by the policy, and text in a string of CSS runs nothing.
 */
export function usePageMargins({ topLeft, topRight, bottomLeft, page, of }: PageMargins): void {
  useEffect(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(pageRule({ topLeft, topRight, bottomLeft, page, of }));
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
    };
  }, [topLeft, topRight, bottomLeft, page, of]);
}

const look = `font-family: "IBM Plex Sans", sans-serif; font-size: 8.5pt; color: #000000;`;

/** The rule of CSS paged media for such pages. */
export function pageRule({ topLeft, topRight, bottomLeft, page, of }: PageMargins): string {
  const box = (name: string, content: string): string => `@${name} { content: ${content}; ${look} }`;
  const boxes = [
    box("top-left", cssString(topLeft)),
    box("top-right", cssString(topRight)),
    box("bottom-left", cssString(bottomLeft)),
    box("bottom-right", `${cssString(page)} counter(page) ${cssString(of)} counter(pages)`),
  ];
  return `@page { size: A4; margin: 18mm 14mm; ${boxes.join(" ")} }`;
}

/** A text as a string of CSS: whatever could end it, and whatever is not seen, is written by its number. */
export function cssString(text: string): string {
  const safe = text.toWellFormed().replaceAll(/["\\<\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) => `\\${(sign.codePointAt(0) ?? 0xfffd).toString(16)} `);
  return `"${safe}"`;
}
