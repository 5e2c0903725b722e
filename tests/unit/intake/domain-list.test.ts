import { expect, test } from "vitest";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { canonicalHost } from "../../../shared/intake/host-name.ts";
import { sourceOfBytes } from "../../../shared/intake/byte-source.ts";
import { previewIntake, runIntake } from "../../../shared/intake/intake.ts";
import type { IntakePreview } from "../../../shared/intake/model.ts";

test.each([
  ["hxxps://Exam[.]ple[.]com/path?x=1", "exam.ple.com", "ple.com"],
  ["hXXp[:]//a.example(.)org:8080", "a.example.org", "example.org"],
  ["kaspi-kz[dot]top", "kaspi-kz.top", "kaspi-kz.top"],
  ["*.mirror.example.co.uk", "mirror.example.co.uk", "example.co.uk"],
  ["https://user:secret@bybit.exchange/#a", "bybit.exchange", "bybit.exchange"],
  ["ҚАСПИ.қаз", "xn--80aquh26b.xn--80ao21a", "xn--80aquh26b.xn--80ao21a"],
  ["h**p://a.kz", "a.kz", "a.kz"],
  ["sub.site.github.io", "sub.site.github.io", "github.io"],
  ["site { . } kz", "site.kz", "site.kz"],
])("%s is the host %s", (raw, host, registrable) => {
  expect(canonicalHost(raw)).toEqual({ ok: true, value: { host, registrable } });
});
test.each([
  ["", "domain"],
  ["not a host", "domain"],
  ["localhost", "domain"],
  ["8.8.8.8", "ip-address"],
  ["http://[::1]/", "domain"],
  ["co.uk", "public-suffix"],
  ["mailto:", "domain"],
])("%s is left out: %s", (raw, kind) => expect(canonicalHost(raw)).toEqual({ ok: false, error: { kind } }));

const preview = async (text: string | Uint8Array<ArrayBuffer>): Promise<IntakePreview> => {
  const read = await previewIntake({ source: sourceOfBytes(typeof text === "string" ? utf8ToBytes(text) : text), fileName: "list.txt" });
  return read.ok ? read.value : expect.fail(JSON.stringify(read.error));
};

test("a list without a header is read by its lines", async () => {
  const read = await preview("a.com\nhxxp://b[.]kz/x\na.com\n\nnot a host\n");
  expect(read).toMatchObject({
    profile: "domain-list",
    rows: 4,
    accepted: 2,
    duplicates: 1,
    rejected: [{ row: 4, column: "1", value: "not a host", rule: "domain" }],
  });
  expect(read.layout).toMatchObject({ hasHeader: false, headers: ["1"] });
  expect(read.notices).toEqual([{ name: "duplicates", count: 1 }]);
});

test.each(["Домен", "сайт", "URL", "hostname", "Интернет-ресурс", "домендік атау", "СІЛТЕМЕ"])(
  "a column called %s holds the domains",
  async (name) => {
    expect(await preview(`№;${name};дата\n1;a.com;x\n2;b.com;y\n`)).toMatchObject({ accepted: 2, rejected: [], layout: { delimiter: ";" } });
  },
);

test("windows-1251 and UTF-16 lists are read, and a guessed encoding is said", async () => {
  const cyrillic = Uint8Array.from([...Array.from("Домен\n", (sign) => (sign === "\n" ? 10 : sign.charCodeAt(0) - 0x350)), ...utf8ToBytes("a.kz\n")]);
  expect(await preview(cyrillic)).toMatchObject({
    accepted: 1,
    layout: { encoding: "windows-1251", headers: ["Домен"] },
    notices: [{ name: "guessed-encoding", count: 1 }],
  });
  for (const [mark, encoding, isLittle] of [
    [[0xff, 0xfe], "utf-16le", true],
    [[0xfe, 0xff], "utf-16be", false],
  ] as const) {
    const units = Array.from("сайт\na.kz\n", (sign) => sign.charCodeAt(0));
    const bytes = Uint8Array.from([...mark, ...units.flatMap((unit) => (isLittle ? [unit & 255, unit >> 8] : [unit >> 8, unit & 255]))]);
    expect(await preview(bytes)).toMatchObject({ accepted: 1, layout: { encoding, hasMark: true, headers: ["сайт"] }, notices: [] });
  }
});

test("a header with control characters cannot break a claim", async () => {
  const read = await runIntake({
    source: sourceOfBytes(utf8ToBytes('domain,"uni\u0085code"\nxn--unwapl-xva20g.com,unìśwapl.com\n')),
    fileName: "a\u0000\u202eb.csv",
    grade: "B2",
    handling: "amber",
  });
  expect(read).toMatchObject({ ok: true, value: { layout: { headers: ["domain", "uni code"] }, fileName: "a \u202eb.csv" } });
});

test("a display name is believed only when it is the same name", async () => {
  const shown = async (unicode: string) => {
    const read = await runIntake({
      source: sourceOfBytes(utf8ToBytes(`domain,unicode\nxn--unwapl-xva20g.com,${unicode}\n`)),
      fileName: "a.csv",
      grade: "B2",
      handling: "amber",
    });
    return read.ok
      ? read.value.statements.filter((each) => each.op === "assert" && each.property === "displayName").length
      : expect.fail(read.error.kind);
  };
  expect(await Promise.all(["unìśwapl.com", "uniswap.org", "", "unìśwapl\u200d.com"].map(shown))).toEqual([1, 0, 0, 0]);
});
