import { expect, test } from "vitest";
import { passphraseStrength } from "../../renderer/features/gate/passphrase-strength.ts";

const known = ["Ахметов Ержан Серікұлы", "afm"];
const of = (text: string) => passphraseStrength(text, known);

test("refuses what is short, whatever it is made of", () => {
  expect(of("")).toMatchObject({ level: 0, advice: "empty" });
  expect(of("xQ7$kP2!mZ9")).toMatchObject({ level: 0, advice: "too-short" });
});

test.each([
  ["aaaaaaaaaaaaaaaa", "pattern"],
  ["qwertyuiop123456", "pattern"],
  ["йцукенгшщзхъ", "pattern"],
  ["9876543210fdsa", "pattern"],
  ["password2024", "common"],
  ["пароль пароль пароль", "common"],
  ["Ахметов Ержан 1985", "personal"],
  ["afm afm afm afm", "personal"],
])("refuses %s and says why", (text, advice) => {
  expect(of(text)).toMatchObject({ level: 0, advice });
});

test("unrelated words are strong in every script", () => {
  expect(of("қалам тау өзен бұлт жұлдыз").level).toBeGreaterThanOrEqual(3);
  expect(of("correct horse battery staple").level).toBeGreaterThanOrEqual(2);
  expect(of("лодка туман берёза скрепка ведро сова").level).toBe(4);
});

test("a word more never makes it weaker", () => {
  let text = "";
  let bits = 0;
  for (const word of ["лодка", "1984", "туман", "-", "сова", "qwerty", "ведро"]) {
    text = `${text} ${word}`;
    const next = of(text).bits;
    expect(next).toBeGreaterThanOrEqual(bits);
    bits = next;
  }
});
