import { expect, test } from "vitest";
import { formatRecoveryCode, parseRecoveryCode } from "../../../shared/vault/recovery.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";

const random = createSeededRandom("recovery");
const secret = random.bytes(20);
const code = formatRecoveryCode(secret);
const signs = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

test("is 8 groups of 5 signs that cannot be mistaken for each other", () => {
  expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){7}$/);
  expect(formatRecoveryCode(new Uint8Array(20))).not.toBe(formatRecoveryCode(new Uint8Array(20).fill(1)));
});

test("comes back however it is typed", () => {
  const loose = [code, code.toLowerCase(), code.replaceAll("-", ""), code.replaceAll("-", " "), ` ${code.replaceAll("-", "\u2013")}\n`];
  for (const typed of [...loose, code.replaceAll("0", "o").replaceAll("1", "l"), code.replaceAll("1", "I")])
    expect(parseRecoveryCode(typed)).toEqual({ ok: true, value: secret });
});

test("every secret of many comes back", () => {
  for (let i = 0; i < 500; i++) {
    const each = i < 2 ? new Uint8Array(20).fill(255 * i) : random.bytes(20);
    expect(parseRecoveryCode(formatRecoveryCode(each))).toEqual({ ok: true, value: each });
  }
});

test("one wrong sign anywhere is found, and its group named", () => {
  for (const [i, sign] of [...code].entries()) {
    if (sign === "-") continue;
    for (const other of signs) {
      if (other === sign) continue;
      const typed = code.slice(0, i) + other + code.slice(i + 1);
      expect(parseRecoveryCode(typed)).toEqual({ ok: false, error: { kind: "wrong-group", where: String(Math.floor(i / 6) + 1) } });
    }
  }
});

test("two exchanged signs of a group, and two exchanged groups, are found", () => {
  for (let i = 0; i + 1 < code.length; i++) {
    const [a = "", b = ""] = [code[i], code[i + 1]];
    if (a === b || a === "-" || b === "-") continue;
    expect(parseRecoveryCode(code.slice(0, i) + b + a + code.slice(i + 2)).ok).toBe(false);
  }
  const groups = code.split("-");
  for (let i = 0; i < 8; i++) {
    for (let j = i + 1; j < 8; j++)
      expect(
        parseRecoveryCode(
          groups
            .with(i, groups[j] ?? "")
            .with(j, groups[i] ?? "")
            .join("-"),
        ).ok,
      ).toBe(false);
  }
});

test.each(["", "x", code.slice(1), `${code}0`])("%j has the wrong length", (typed) => {
  expect(parseRecoveryCode(typed)).toEqual({ ok: false, error: { kind: "wrong-length" } });
});

test("a sign of no alphabet is in a wrong group", () => {
  for (const sign of ["U", "Ж", "*", "@"])
    expect(parseRecoveryCode(sign + code.slice(1))).toEqual({ ok: false, error: { kind: "wrong-group", where: "1" } });
});
