import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { bytesToUtf8, concatBytes, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { applyNotices, readKeyNotices } from "../../../shared/partner/apply-notices.ts";
import { readHybridKey, writeHybridKey } from "../../../shared/partner/hybrid-key.ts";
import { hybridPartOf, parseIdentityText, readIdentity } from "../../../shared/partner/identity-file.ts";
import { readNoticeFile, writeKeyChange, writeRevocation } from "../../../shared/partner/key-notice.ts";
import { PartnerBook } from "../../../shared/partner/partner-book.ts";
import { partnerEntryToRecord, recordToPartnerEntry } from "../../../shared/partner/record.ts";
import { asPartner, createCorrespondent, type HybridCorrespondent, withHybridKey } from "../../kit/exchange.ts";
import { instant } from "../../kit/fixed-clock.ts";

const now = instant(1_775_000_000_000);
const own = { authors: [], agency: "knb", createdAt: instant(1_770_000_000_000) };
let people: Readonly<Record<"ivan" | "ivan2" | "olga", HybridCorrespondent>>;
beforeAll(async () => {
  const [ivan, olga] = [
    await withHybridKey(await createCorrespondent("mci", "Иван Петров")),
    await withHybridKey(await createCorrespondent("mci", "Ольга Ким")),
  ];
  const { writeIdentity } = await import("../../../shared/partner/identity-file.ts");
  const other = await createCorrespondent("mci", "other keys");
  const signPublic = new Uint8Array(Buffer.from(other.signer.author, "hex"));
  const identityFile = await writeIdentity(
    ivan.identity,
    { signPublic, ageRecipient: other.identity.ageRecipient, sign: (m) => other.signer.sign(m) },
    now,
  );
  people = { ivan, olga, ivan2: await withHybridKey({ ...other, identityFile }) };
});
const bookOf = (...who: readonly HybridCorrespondent[]): PartnerBook =>
  new PartnerBook(who.map((each) => ({ kind: "admitted", partner: { ...asPartner(each), hybridRecipient: "" } })));
const tell = async (book: PartnerBook, ...notes: readonly Uint8Array<ArrayBuffer>[]) => applyNotices(book, own, await readKeyNotices(notes), now);
const outcomes = async (book: PartnerBook, ...notes: readonly Uint8Array<ArrayBuffer>[]) =>
  (await tell(book, ...notes)).effects.map(({ outcome }) => outcome);

describe("an identity file with a post-quantum key", () => {
  test("is four lines; the first two are the file of before, with the same fingerprint", async () => {
    const { ivan } = people;
    const whole = await readIdentity(ivan.wholeFile);
    const short = await readIdentity(ivan.identityFile);
    if (!whole.ok || !short.ok) return expect.fail();
    expect(whole.value).toEqual({ ...short.value, hybridRecipient: ivan.identity.hybridRecipient });
    expect([short.value.hybridRecipient, whole.value.hybridRecipient.length]).toEqual(["", 1959]);
    expect((bytesToUtf8(ivan.wholeFile) ?? "").startsWith(bytesToUtf8(ivan.identityFile) ?? "-")).toBe(true);
    const turned = utf8ToBytes((bytesToUtf8(ivan.wholeFile) ?? "").replaceAll("\n", "\r\n"));
    expect(await readIdentity(turned)).toEqual(whole);
    // Announced and repaired identities are of two lines.
    expect(parseIdentityText(bytesToUtf8(ivan.wholeFile) ?? "")).toBeNull();
  });

  test("is refused whole when that part is of another key, altered, half there or something else", async () => {
    const { ivan, olga } = people;
    const text = bytesToUtf8(ivan.wholeFile) ?? "";
    const lines = text.split("\n");
    const stolen = await writeHybridKey({ author: olga.signer.author, hybridRecipient: ivan.identity.hybridRecipient }, (m) => olga.signer.sign(m));
    const forged = await writeHybridKey({ author: ivan.signer.author, hybridRecipient: olga.identity.hybridRecipient }, (m) => olga.signer.sign(m));
    expect(await readIdentity(concatBytes(ivan.identityFile, stolen))).toMatchObject({ error: { kind: "bad-signature" } });
    expect(await readIdentity(concatBytes(ivan.identityFile, forged))).toMatchObject({ error: { kind: "bad-signature" } });
    expect(await readIdentity(concatBytes(ivan.identityFile, olga.hybridNote))).toMatchObject({ error: { kind: "bad-signature" } });
    const broken = [
      lines.slice(0, 3).join("\n"),
      `${text}more\n`,
      text.replace('"dalel.hybrid-key"', '"dalel.recall"'),
      text.replace("age1pq1", "age1pq2"),
      `${bytesToUtf8(ivan.identityFile)}\nx\n`,
    ];
    for (const each of broken) expect(await readIdentity(utf8ToBytes(each))).toMatchObject({ ok: false });
    const newer = text.replace('"format":1,"hybridRecipient"', '"format":2,"hybridRecipient"');
    expect(newer).not.toBe(text);
    expect(await readIdentity(utf8ToBytes(newer))).toMatchObject({ error: { kind: "newer-format" } });
  });

  test("holds a notice about keys; a file without one, and other files, hold none", async () => {
    const { ivan } = people;
    expect(hybridPartOf(ivan.wholeFile)).toEqual(ivan.hybridNote);
    expect([hybridPartOf(ivan.identityFile), hybridPartOf(ivan.hybridNote), hybridPartOf(utf8ToBytes("a\nb\nc\nd\n"))]).toEqual([null, null, null]);
    const read = await readNoticeFile(ivan.wholeFile);
    expect(read).toEqual(await readNoticeFile(ivan.hybridNote));
    expect(read).toMatchObject({ value: [{ notice: { kind: "hybrid-key", author: ivan.signer.author } }] });
    expect(await readNoticeFile(ivan.identityFile)).toMatchObject({ error: { kind: "bad-encoding" } });
    expect(await readHybridKey(ivan.identityFile)).toMatchObject({ error: { kind: "bad-encoding" } });
    expect(await writeHybridKey({ author: ivan.signer.author, hybridRecipient: ivan.identity.hybridRecipient }, (m) => ivan.signer.sign(m))).toEqual(
      ivan.hybridNote,
    );
    await expect(
      writeHybridKey({ author: ivan.signer.author, hybridRecipient: ivan.identity.ageRecipient }, (m) => ivan.signer.sign(m)),
    ).rejects.toThrow();
  });
});

describe("a notice of new keys with their post-quantum key", () => {
  const changeFile = async (): Promise<Uint8Array<ArrayBuffer>> => {
    const { ivan, ivan2 } = people;
    return writeKeyChange(
      { author: ivan.signer.author, identityFile: bytesToUtf8(ivan2.identityFile) ?? "", reason: "planned", at: now },
      (m) => ivan.signer.sign(m),
      (m) => ivan2.signer.sign(m),
    );
  };

  test("is the change and, behind it, what the new key signed; kept apart, and learned in one reading", async () => {
    const { ivan, ivan2 } = people;
    const file = concatBytes(await changeFile(), ivan2.hybridNote);
    const read = await readNoticeFile(utf8ToBytes((bytesToUtf8(file) ?? "").replaceAll("\n", "\r\n")));
    if (!read.ok) return expect.fail(read.error.kind);
    expect(read.value.map(({ text }) => text).join("")).toBe(bytesToUtf8(file));
    const { effects, kept, book } = applyNotices(bookOf(ivan), own, read.value, now);
    expect([effects.map(({ outcome }) => outcome), kept.length]).toEqual([["key-announced", "hybrid-learned"], 2]);
    expect(book.hybridOf(ivan2.signer.author)).toBe(ivan2.identity.hybridRecipient);
  });

  test("is refused whole when what stands behind is of another key, forged, cut, or no such key; and behind nothing else", async () => {
    const { ivan, ivan2, olga } = people;
    const change = await changeFile();
    const forged = await writeHybridKey({ author: ivan2.signer.author, hybridRecipient: olga.identity.hybridRecipient }, (m) => ivan.signer.sign(m));
    const kindOf = async (...parts: readonly Uint8Array<ArrayBuffer>[]): Promise<string> => {
      const read = await readNoticeFile(concatBytes(...parts));
      return read.ok ? "ok" : read.error.kind;
    };
    expect(await kindOf(change)).toBe("ok");
    for (const behind of [ivan.hybridNote, olga.hybridNote, forged]) expect(await kindOf(change, behind)).toBe("bad-signature");
    expect(await kindOf(change, utf8ToBytes("x\n"))).toBe("bad-encoding");
    expect(await kindOf(change, ivan2.hybridNote, utf8ToBytes("x\n"))).toBe("bad-encoding");
    expect(await kindOf(change, change)).toBe("bad-encoding");
    expect(await kindOf(ivan.hybridNote, ivan2.hybridNote)).toBe("bad-encoding");
    expect(await kindOf(change, new Uint8Array(70_000))).toBe("too-large");
  });

  test("opens for ever, with and without it", async () => {
    const golden = (name: string) => new Uint8Array(readFileSync(join(import.meta.dirname, "../../fixtures/bundles", name)));
    const [plain, whole] = [
      await readNoticeFile(golden("new-key.dalel-key-notice")),
      await readNoticeFile(golden("new-key-hybrid.dalel-key-notice")),
    ];
    if (!plain.ok || !whole.ok) return expect.fail();
    expect(whole.value[0]).toEqual(plain.value[0]);
    const [{ notice: change } = expect.fail(), { notice: hybrid } = expect.fail()] = whole.value;
    expect([plain.value.length, change.kind, hybrid.kind]).toEqual([1, "key-change", "hybrid-key"]);
    expect(change.kind === "key-change" && change.identity.author).toBe(hybrid.author);
  });
});

describe("what a notice of a post-quantum key does", () => {
  test("a known partner's is taken, kept in the registry's form, and known from then on", async () => {
    const { ivan } = people;
    const { effects, kept, book } = await tell(bookOf(ivan), ivan.hybridNote);
    expect(effects[0]).toMatchObject({
      outcome: "hybrid-learned",
      partner: { officer: "Иван Петров", hybridRecipient: ivan.identity.hybridRecipient },
    });
    const [entry] = kept.map((each) => ({ kind: "notice", ...each, at: now }) as const);
    expect(recordToPartnerEntry(partnerEntryToRecord(entry ?? expect.fail()))).toEqual(entry);
    expect(await outcomes(book, ivan.hybridNote)).toEqual(["known"]);
    expect(book.copy().find(ivan.signer.author)?.hybridRecipient).toBe(ivan.identity.hybridRecipient);
  });

  test("a second one of the same signing key is never taken, whoever has that key", async () => {
    const { ivan, olga } = people;
    const { book } = await tell(bookOf(ivan), ivan.hybridNote);
    const other = await writeHybridKey({ author: ivan.signer.author, hybridRecipient: olga.identity.hybridRecipient }, (m) => ivan.signer.sign(m));
    const again = await tell(book, other);
    expect([again.effects.map(({ outcome }) => outcome), again.kept]).toEqual([["other-hybrid"], []]);
    expect(again.book.find(ivan.signer.author)?.hybridRecipient).toBe(ivan.identity.hybridRecipient);
  });

  test("nobody's, ours, a revoked key's and a removed partner's do nothing", async () => {
    const { ivan, olga } = people;
    expect(await outcomes(bookOf(olga), ivan.hybridNote)).toEqual(["unknown-signer"]);
    const ours = applyNotices(bookOf(ivan), { ...own, authors: [ivan.signer.author], agency: "mci" }, await readKeyNotices([ivan.hybridNote]), now);
    expect(ours.effects.map(({ outcome }) => outcome)).toEqual(["our-own"]);
    const removed = bookOf(ivan);
    removed.note({ kind: "removed", author: ivan.signer.author, at: now });
    expect(await outcomes(removed, ivan.hybridNote)).toEqual(["signer-not-trusted"]);
    const revocation = await writeRevocation(
      {
        kind: "revocation",
        author: ivan.signer.author,
        key: ivan.signer.author,
        agency: "mci",
        officer: "Иван Петров",
        reason: "stolen",
        from: now,
        at: now,
      },
      (m) => ivan.signer.sign(m),
    );
    expect(await outcomes(bookOf(ivan), ivan.hybridNote, revocation)).toEqual(["revoked", "key-revoked"]);
  });

  test("that of new keys is heard in the same breath as these, in any order, and is there once they are accepted", async () => {
    const { ivan, ivan2 } = people;
    const change = await writeKeyChange(
      { author: ivan.signer.author, identityFile: bytesToUtf8(ivan2.identityFile) ?? "", reason: "planned", at: now },
      (m) => ivan.signer.sign(m),
      (m) => ivan2.signer.sign(m),
    );
    const { effects, book } = await tell(bookOf(ivan), ivan2.hybridNote, change);
    expect(effects.map(({ outcome }) => outcome)).toEqual(["key-announced", "hybrid-learned"]);
    expect(book.find(ivan2.signer.author)).toBeNull();
    const announced = book.changes[0]?.identity ?? expect.fail();
    book.note({ kind: "admitted", partner: { ...asPartner(ivan2), ...announced, verified: "key-change" } });
    expect(book.find(ivan2.signer.author)?.hybridRecipient).toBe(ivan2.identity.hybridRecipient);
  });
});
