import { beforeAll, describe, expect, test } from "vitest";
import { bytesToBase64 } from "../../../shared/kernel/base64.ts";
import { type Bytes, bytesToUtf8, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { canonicalText } from "../../../shared/kernel/canonical.ts";
import { invariant } from "../../../shared/kernel/invariant.ts";
import { applyNotices, readKeyNotices } from "../../../shared/partner/apply-notices.ts";
import { readKeyNotice, writeKeyChange, writeRevocation } from "../../../shared/partner/key-notice.ts";
import type { NoticeEffect, Partner, Revocation } from "../../../shared/partner/model.ts";
import { PartnerBook } from "../../../shared/partner/partner-book.ts";
import { writeSignedNote } from "../../../shared/partner/signed-note.ts";
import { keysOfOfficer, standingOf } from "../../../shared/partner/standing.ts";
import { asPartner, type Correspondent, createCorrespondent } from "../../kit/exchange.ts";
import { instant } from "../../kit/fixed-clock.ts";

const day = 86_400_000;
const now = instant(1_775_000_000_000);
const earlier = instant(now - 10 * day);

/** Two officers of one agency; each with later keys; one of another agency; a stranger; us. All keys are real. */
let people: Readonly<Record<"ivan" | "ivan2" | "ivan3" | "olga" | "afm" | "us", Correspondent>>;
beforeAll(async () => {
  const ivan = await createCorrespondent("mci", "Иван Петров");
  const again = async (name: string): Promise<Correspondent> => {
    const other = await createCorrespondent("mci", name);
    // Other keys, the same person: the identity is written anew for them.
    const { createOfficer } = await import("../../kit/officer.ts");
    const signer = await createOfficer(`mci ${name} keys`, "mci");
    const { readIdentity, writeIdentity } = await import("../../../shared/partner/identity-file.ts");
    const person = { agency: "mci", agencyName: ivan.identity.agencyName, officer: ivan.identity.officer };
    const signPublic = new Uint8Array(Buffer.from(signer.author, "hex"));
    const identityFile = await writeIdentity(
      person,
      { signPublic, ageRecipient: other.identity.ageRecipient, sign: (message) => signer.sign(message) },
      earlier,
    );
    const identity = await readIdentity(identityFile);
    invariant(identity.ok, "it was just written");
    return { ...other, signer, identityFile, identity: identity.value };
  };
  people = {
    ivan,
    ivan2: await again("second"),
    ivan3: await again("third"),
    olga: await createCorrespondent("mci", "Ольга Ким"),
    afm: await createCorrespondent("afm", "Айгүл Нұрланова"),
    us: await createCorrespondent("knb", "Серік Ахметов"),
  };
});

const changeOf = (from: Correspondent, to: Correspondent, at = earlier, consents = to): Promise<Bytes> =>
  writeKeyChange(
    { author: from.signer.author, identityFile: bytesToUtf8(to.identityFile) ?? "", reason: "planned", at },
    (message) => from.signer.sign(message),
    (message) => consents.signer.sign(message),
  );
const revocationOf = (by: Correspondent, of: Correspondent, changes: Partial<Revocation> = {}): Promise<Bytes> =>
  writeRevocation(
    {
      kind: "revocation",
      author: by.signer.author,
      key: of.signer.author,
      agency: by.identity.agency,
      officer: of.identity.officer,
      reason: "stolen",
      from: earlier,
      at: earlier,
      ...changes,
    },
    (message) => by.signer.sign(message),
  );
const bookOf = (...partners: readonly Partner[]): PartnerBook => new PartnerBook(partners.map((partner) => ({ kind: "admitted", partner })));
const apply = async (
  book: PartnerBook,
  ...notes: readonly Bytes[]
): Promise<{ readonly book: PartnerBook; readonly said: readonly NoticeEffect["outcome"][] }> => {
  const {
    effects,
    book: after,
    kept,
  } = applyNotices(book, { authors: [people.us.signer.author], createdAt: earlier, agency: "knb" }, await readKeyNotices(notes), now);
  expect(kept).toHaveLength(after.notes.length - book.notes.length);
  return { book: after, said: effects.map(({ outcome }) => outcome) };
};
const standing = (book: PartnerBook, who: Correspondent, at = now): string => standingOf(book.find(who.signer.author) ?? expect.fail("nobody"), at);

describe("a change of keys", () => {
  test("is announced by the old key, counts once we accept the new one, and the keys are known as one officer's", async () => {
    const { ivan, ivan2 } = people;
    const { book, said } = await apply(bookOf(asPartner(ivan)), await changeOf(ivan, ivan2));
    expect([said, standing(book, ivan)]).toEqual([["key-announced"], "active"]);
    book.note({ kind: "admitted", partner: asPartner(ivan2) });
    expect([standing(book, ivan), standing(book, ivan2)]).toEqual(["replaced", "active"]);
    for (const { signer } of [ivan, ivan2]) expect(keysOfOfficer(book.partners, signer.author)).toEqual([ivan.signer.author, ivan2.signer.author]);
    book.note({ kind: "removed", author: ivan2.signer.author, at: now });
    expect([standing(book, ivan), standing(book, ivan2)]).toEqual(["replaced", "removed"]);
  });

  test("is only of the form it is written in: changed, cut, renamed, or without the new key's word it is not believed", async () => {
    const { ivan, ivan2, olga } = people;
    const note = await changeOf(ivan, ivan2);
    const text = bytesToUtf8(note) ?? "";
    expect(await readKeyNotice(utf8ToBytes(text.replaceAll("\n", "\r\n")))).toMatchObject({ ok: true, value: { text } });
    const kindOf = async (bytes: Bytes): Promise<string> => {
      const read = await readKeyNotice(bytes);
      return read.ok ? "ok" : read.error.kind;
    };
    // Everything but the new key's own word is right.
    expect(await kindOf(await changeOf(ivan, ivan2, earlier, olga))).toBe("bad-signature");
    expect(await kindOf(utf8ToBytes(text.replace("planned", "precaution")))).toBe("bad-signature");
    expect(await kindOf(utf8ToBytes(text.replace("planned", "whim")))).toBe("bad-signature");
    expect(await kindOf(utf8ToBytes(text.replace('"format":1', '"format":2')))).toBe("newer-format");
    expect(await kindOf(utf8ToBytes(text.split("\n", 1)[0] ?? ""))).not.toBe("ok");
    expect(await kindOf(utf8ToBytes("{}\nAAAA\n"))).toBe("bad-encoding");
    expect(await kindOf(new Uint8Array(70_000))).not.toBe("ok");
    expect(await kindOf(ivan.identityFile)).toBe("bad-encoding");
  });

  test("with another person's identity in it needs that person's key: nobody is taken over", async () => {
    const { ivan, olga, afm } = people;
    const forged = await changeOf(ivan, olga, earlier, ivan);
    expect((await apply(bookOf(asPartner(ivan), asPartner(olga)), forged)).said).toEqual([]);
    // Both keys agree, but it is another officer, or another agency: compared anew, or not at all.
    expect((await apply(bookOf(asPartner(ivan)), await changeOf(ivan, olga))).said).toEqual(["other-officer"]);
    expect((await apply(bookOf(asPartner(ivan)), await changeOf(ivan, afm))).said).toEqual(["other-agency"]);
  });

  test("of a stranger, from a removed partner, of our own key or to it does nothing", async () => {
    const { ivan, ivan2, us } = people;
    const note = await changeOf(ivan, ivan2);
    expect((await apply(bookOf(), note)).said).toEqual(["unknown-signer"]);
    const removed = bookOf(asPartner(ivan));
    removed.note({ kind: "removed", author: ivan.signer.author, at: now });
    expect((await apply(removed, note)).said).toEqual(["signer-not-trusted"]);
    expect((await apply(bookOf(asPartner(ivan)), await changeOf(ivan, us), await changeOf(us, ivan2))).said).toEqual(["our-own", "our-own"]);
  });

  test("played again, or an older one after a newer, changes nothing; a second successor of one key is an alarm, and no key comes back", async () => {
    const { ivan, ivan2, ivan3 } = people;
    const [first, second] = [await changeOf(ivan, ivan2), await changeOf(ivan2, ivan3)];
    let { book } = await apply(bookOf(asPartner(ivan)), first);
    book.note({ kind: "admitted", partner: { ...asPartner(ivan2), verified: "key-change" } });
    ({ book } = await apply(book, second));
    book.note({ kind: "admitted", partner: asPartner(ivan3) });
    const again = await apply(book, first, second);
    expect(again.said).toEqual(["known", "known"]);
    expect([ivan, ivan2, ivan3].map((who) => standing(again.book, who))).toEqual(["replaced", "replaced", "active"]);
    expect((await apply(book, await changeOf(ivan, ivan3))).said).toEqual(["already-replaced"]);
    expect((await apply(book, await changeOf(ivan3, ivan))).said).toEqual(["already-replaced"]);
    expect(keysOfOfficer(book.partners, ivan3.signer.author)).toEqual([ivan, ivan2, ivan3].map(({ signer }) => signer.author));
  });

  test("by a revoked key is refused, whatever day it names and in whichever order the two come in one file", async () => {
    const { ivan, ivan2 } = people;
    const stolen = await revocationOf(ivan, ivan);
    const before = await changeOf(ivan, ivan2, instant(earlier - 30 * day));
    const { book, said } = await apply(bookOf(asPartner(ivan)), before, stolen);
    expect(said).toEqual(["revoked", "key-revoked"]);
    expect((await apply(book, await changeOf(ivan, ivan2, now))).said).toEqual(["key-revoked"]);
    expect(standing(book, ivan)).toBe("revoked");
  });

  test("that we accepted without comparing is in doubt once its signer turns out to have been stolen before", async () => {
    const { ivan, ivan2 } = people;
    const { book } = await apply(bookOf(asPartner(ivan)), await changeOf(ivan, ivan2));
    book.note({ kind: "admitted", partner: { ...asPartner(ivan2), verified: "key-change" } });
    const later = await apply(book, await revocationOf(ivan, ivan, { from: instant(earlier - day) }));
    expect(standing(later.book, ivan2)).toBe("doubted");
    const after = await apply(book, await revocationOf(ivan, ivan, { from: instant(earlier + day) }));
    expect(standing(after.book, ivan2)).toBe("active");
    later.book.note({ kind: "admitted", partner: asPartner(ivan2) });
    expect(standing(later.book, ivan2)).toBe("active");
  });
});

describe("a revocation", () => {
  test("is said by the key itself or by a colleague, and the earliest day counts", async () => {
    const { ivan, olga } = people;
    const both = bookOf(asPartner(ivan), asPartner(olga));
    const byItself = await apply(both, await revocationOf(ivan, ivan));
    const byColleague = await apply(both, await revocationOf(olga, ivan));
    for (const { book, said } of [byItself, byColleague])
      expect([said, standing(book, ivan), standing(book, olga)]).toEqual([["revoked"], "revoked", "active"]);
    expect((await apply(byItself.book, await revocationOf(olga, ivan, { from: now }))).said).toEqual(["known"]);
    const sooner = await apply(byItself.book, await revocationOf(olga, ivan, { from: instant(earlier - day) }));
    expect(sooner.book.find(ivan.signer.author)?.revoked?.from).toBe(earlier - day);
  });

  test("from another agency, a stranger or a revoked colleague does nothing, whatever agency it claims", async () => {
    const { ivan, olga, afm, us } = people;
    const all = bookOf(asPartner(ivan), asPartner(olga), asPartner(afm));
    expect((await apply(all, await revocationOf(afm, ivan))).said).toEqual(["other-agency"]);
    expect((await apply(all, await revocationOf(afm, ivan, { agency: "mci" }))).said).toEqual(["other-agency"]);
    expect((await apply(all, await revocationOf(afm, us))).said).toEqual(["other-agency"]);
    expect((await apply(bookOf(asPartner(ivan)), await revocationOf(olga, ivan))).said).toEqual(["unknown-signer"]);
    const { book } = await apply(all, await revocationOf(olga, olga));
    expect((await apply(book, await revocationOf(olga, ivan))).said).toEqual(["signer-not-trusted"]);
  });

  test("of a key nobody admitted is kept: an identity with that key is refused later, one of another agency's word is not", async () => {
    const { ivan, ivan2, olga, afm } = people;
    const { admit } = await import("../../../shared/partner/admit.ts");
    const wish = (book: PartnerBook, { identity }: Correspondent) =>
      admit(identity, {
        typedGroup: identity.fingerprint.slice(-5),
        verified: "phone",
        ceiling: "amber",
        now,
        partners: book.partners,
        ownAuthor: people.us.signer.author,
        revocations: book.revocations,
      });
    const { book, said } = await apply(bookOf(asPartner(olga), asPartner(afm)), await revocationOf(ivan, ivan), await revocationOf(olga, ivan2));
    expect(said).toEqual(["revoked", "revoked"]);
    for (const key of [ivan, ivan2]) expect(wish(book, key)).toMatchObject({ error: { kind: "revoked-key" } });
    // An officer of another agency revokes "a colleague" who turns out to be none.
    const trick = await apply(bookOf(asPartner(afm)), await revocationOf(afm, ivan));
    expect(wish(trick.book, ivan)).toMatchObject({ ok: true });
  });

  test("for a day to come leaves the key trusted until then, and says so", async () => {
    const { ivan } = people;
    const { book } = await apply(bookOf(asPartner(ivan)), await revocationOf(ivan, ivan, { reason: "left", from: instant(now + 40 * day) }));
    expect([standing(book, ivan), standing(book, ivan, instant(now + 40 * day))]).toEqual(["expiring", "revoked"]);
  });

  test("is written in one form: a note of another kind, other words or another signer is not one", async () => {
    const { ivan, olga } = people;
    const text = bytesToUtf8(await revocationOf(ivan, ivan)) ?? "";
    for (const [from, to] of [
      ["stolen", "borrowed"],
      ["mci", "Mci"],
      [ivan.signer.author, olga.signer.author],
    ] as const)
      expect((await readKeyNotice(utf8ToBytes(text.replaceAll(from, to)))).ok).toBe(false);
    const receipt = await writeSignedNote({ type: "dalel.receipt", format: 1, author: ivan.signer.author }, (message) => ivan.signer.sign(message));
    expect(await readKeyNotices([receipt, utf8ToBytes(""), new Uint8Array([255])])).toEqual([]);
    const body = { ...JSON.parse(text.split("\n", 1)[0] ?? ""), more: 1 };
    const longer = `${canonicalText(body)}\n${bytesToBase64(await ivan.signer.sign(utf8ToBytes(`dalel.revocation.1\n${canonicalText(body)}`)))}\n`;
    expect(await readKeyNotice(utf8ToBytes(longer))).toMatchObject({ error: { kind: "bad-encoding" } });
  });
});

test("our trust runs out after its last day, and is said a month before", () => {
  const until = (trustedUntil: string): string => standingOf({ ...asPartner(people.ivan), trustedUntil }, instant(Date.UTC(2026, 4, 10, 12)));
  expect(["", "2026-12-31", "2026-06-09", "2026-06-08", "2026-05-10", "2026-05-09"].map(until)).toEqual([
    "active",
    "active",
    "active",
    "expiring",
    "expiring",
    "expired",
  ]);
});

describe("a revocation from a day that cannot be", () => {
  test("before the key was made, or of a theft to come, does nothing; a clock that runs ahead and a leaving that is announced are heard", async () => {
    const { ivan, olga, afm } = people;
    const made = ivan.identity.createdAt;
    const book = bookOf(asPartner(ivan), asPartner(olga));
    const said = async (changes: Partial<Revocation>, by = ivan): Promise<readonly string[]> =>
      (await apply(book, await revocationOf(by, ivan, changes))).said;
    for (const by of [ivan, olga]) {
      expect(await said({ from: instant(made - day) }, by)).toEqual(["impossible-day"]);
      expect(await said({ from: instant(now + 3 * day) }, by)).toEqual(["impossible-day"]);
      expect(await said({ from: instant(now + 3 * day), reason: "lost" }, by)).toEqual(["impossible-day"]);
      expect(await said({ from: instant(now + 300 * day), reason: "left" }, by)).toEqual(["revoked"]);
      expect(await said({ from: instant(now + day) }, by)).toEqual(["revoked"]);
      // A day as the calendar has it: the key may have been made later on it.
      expect(await said({ from: instant(made - (made % day)) }, by)).toEqual(["revoked"]);
    }
    // When a stranger's key was made nobody here knows.
    expect((await apply(book, await revocationOf(afm, afm, { from: instant(1) }))).said).toEqual(["revoked"]);
  });
});
