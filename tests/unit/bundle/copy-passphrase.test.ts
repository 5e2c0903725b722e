import { expect, test } from "vitest";
import { newCopyPassphrase, typedPassphrase } from "../../../shared/bundle/copy-passphrase.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";

test("a passphrase of a copy is thirty digits in six groups, and is known again however it is typed", () => {
  const made = newCopyPassphrase(createSeededRandom("copy"));
  expect(made).toMatch(/^\d{5}(-\d{5}){5}$/);
  const bare = made.replaceAll("-", "");
  const typed = [
    made,
    bare,
    ` ${made} `,
    made.replaceAll("-", " "),
    made.replaceAll("-", "\u2011"),
    made.replaceAll("-", "\u2212"),
    `\ufeff${bare}\r`,
  ];
  expect(typed.map(typedPassphrase)).toEqual(typed.map(() => made));
});

test("anything else stays as it was typed: it may have been chosen by another program", () => {
  for (const other of ["", " ", "correct horse battery staple ", "12345-67890", `${"1".repeat(31)}`, `a${"1".repeat(30)}`])
    expect(typedPassphrase(other)).toBe(other);
});
