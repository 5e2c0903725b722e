import fc from "fast-check";
import { expect, test } from "vitest";
import { cssString, pageRule } from "../../../renderer/features/custody-sheet/page-margins.ts";

/** Reads a string of CSS back, by its own rules (CSS Syntax 3, 4.3.5 and 4.3.7). */
function readBack(written: string): string {
  expect(written.startsWith('"') && written.endsWith('"')).toBe(true);
  const inside = written.slice(1, -1);
  expect(inside).not.toMatch(/["\n\r\f]/);
  return inside.replaceAll(/\\([0-9a-f]{1,6}) /g, (_all, code: string) => String.fromCodePoint(Number.parseInt(code, 16)));
}

test("a case cannot write rules of its own: any text stays a string, and is the same text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(readBack(cssString(text))).toBe(text.toWellFormed());
    }),
  );
  const hostile = '"; } body { display: none } @import url(https://evil.example); \\ \u2028 \u202e </style>';
  expect(readBack(cssString(hostile))).toBe(hostile);
});

test("pages say case, marking, day and number", () => {
  const rule = pageRule({ topLeft: "7 · Үміт", topRight: "TLP:AMBER", bottomLeft: "27.11.2026", page: "Бет ", of: " / " });
  expect(rule).toContain('@top-left { content: "7 · Үміт";');
  expect(rule).toContain('@bottom-right { content: "Бет " counter(page) " / " counter(pages);');
});
