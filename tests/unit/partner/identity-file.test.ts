import { beforeAll, describe, expect, it } from "vitest";
import { type Bytes, bytesToUtf8, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { admit, type Admission, checkRecipients } from "../../../shared/partner/admit.ts";
import { readIdentity, writeIdentity } from "../../../shared/partner/identity-file.ts";
import type { Identity } from "../../../shared/partner/model.ts";
import { asPartner, type Correspondent, createCorrespondent } from "../../kit/exchange.ts";
import { instant } from "../../kit/fixed-clock.ts";

let people: readonly [Correspondent, Correspondent] | undefined;
beforeAll(async () => {
  people = [await createCorrespondent("afm", "Айгүл Нұрланова"), await createCorrespondent("mci", "Иван Петров")];
});
const both = (): readonly [Correspondent, Correspondent] => {
  if (people === undefined) throw new Error("not set up");
  return people;
};
const kindOf = async (bytes: Bytes): Promise<string> => {
  const read = await readIdentity(bytes);
  return read.ok ? "ok" : read.error.kind;
};

describe("an identity file", () => {
  it("is two lines a person can read, and gives back who wrote it", async () => {
    const [afm] = both();
    const text = bytesToUtf8(afm.identityFile) ?? "";
    expect(text).toContain("Айгүл Нұрланова");
    expect(text.split("\n")).toHaveLength(3);
    const read = await readIdentity(afm.identityFile);
    expect(read).toEqual({ ok: true, value: afm.identity });
    expect(afm.identity.fingerprint).toMatch(/^\d{5}( \d{5}){7}$/);
  });

  it("is the same each time for the same day, and has another fingerprint for anything else", async () => {
    const [afm] = both();
    const { agency, agencyName, officer, ageRecipient } = afm.identity;
    const keys = {
      signPublic: new Uint8Array(Buffer.from(afm.identity.author, "hex")),
      ageRecipient,
      sign: (message: Bytes) => afm.signer.sign(message),
    };
    expect(await writeIdentity({ agency, agencyName, officer }, keys, afm.identity.createdAt)).toEqual(afm.identityFile);
    const later = await readIdentity(await writeIdentity({ agency, agencyName, officer }, keys, instant(afm.identity.createdAt + 1)));
    expect(later.ok && later.value.fingerprint).not.toBe(afm.identity.fingerprint);
  });

  it("may come with Windows line ends", async () => {
    const [afm] = both();
    expect(await kindOf(utf8ToBytes((bytesToUtf8(afm.identityFile) ?? "").replaceAll("\n", "\r\n")))).toBe("ok");
  });

  it("is refused with any byte changed", async () => {
    const [afm] = both();
    for (let at = 0; at < afm.identityFile.length - 1; at++) {
      const changed = afm.identityFile.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect([at, await kindOf(changed)]).not.toEqual([at, "ok"]);
    }
  });

  it("is refused when its keys are another's: each signs for itself", async () => {
    const [afm, mci] = both();
    const [text = ""] = (bytesToUtf8(afm.identityFile) ?? "").split("\n");
    const [, signature = ""] = (bytesToUtf8(mci.identityFile) ?? "").split("\n");
    expect(await kindOf(utf8ToBytes(`${text}\n${signature}\n`))).toBe("bad-signature");
  });

  it("says newer, too large, not an identity", async () => {
    const [afm] = both();
    const text = bytesToUtf8(afm.identityFile) ?? "";
    expect(await kindOf(utf8ToBytes(text.replace('"format":1', '"format":2')))).toBe("newer-format");
    expect(await kindOf(new Uint8Array(20_000))).toBe("too-large");
    for (const other of ["", "{}", "{}\n\n", text.replace("dalel.identity", "dalel.bundle"), `${text}more`])
      expect(await kindOf(utf8ToBytes(other))).toBe("bad-encoding");
  });

  it.each(["Иван\u202eвоteП", "A\u200bB", "", " A", "A\nB", "e\u0301"])("is not read with a name that hides something: %j", async (officer) => {
    const [afm] = both();
    const text = (bytesToUtf8(afm.identityFile) ?? "").split("\n")[0] ?? "";
    const changed = text.replace('"Айгүл Нұрланова"', JSON.stringify(officer));
    const signature = await afm.signer.sign(utf8ToBytes(`dalel.identity.1\n${changed}`));
    expect(await kindOf(utf8ToBytes(`${changed}\n${Buffer.from(signature).toString("base64")}\n`))).toBe("bad-encoding");
  });
});

describe("admitting", () => {
  const admission = (identity: Identity, changes: Partial<Admission> = {}): Admission => {
    const [afm] = both();
    return {
      typedGroup: identity.fingerprint.slice(-5),
      verified: "phone",
      ceiling: "amber",
      now: instant(1_772_000_000_000),
      partners: [],
      ownAuthor: afm.signer.author,
      ...changes,
    };
  };

  it("makes a partner of what was compared", () => {
    const [, { identity }] = both();
    expect(admit(identity, admission(identity, { typedGroup: ` ${identity.fingerprint.slice(-5)} ` }))).toMatchObject({
      ok: true,
      value: { ...identity, verified: "phone", verifiedAt: 1_772_000_000_000, ceiling: "amber", officialUse: false, revoked: null, removedAt: null },
    });
  });

  it("refuses another group, ourselves, and a second key of the same officer", async () => {
    const [afm, mci] = both();
    const impostor = { ...(await createCorrespondent("mci", "Иван Петров")).identity, author: afm.signer.author };
    expect(admit(mci.identity, admission(mci.identity, { typedGroup: "00000" }))).toMatchObject({ error: { kind: "wrong-fingerprint" } });
    expect(admit(mci.identity, admission(mci.identity, { typedGroup: "" }))).toMatchObject({ error: { kind: "wrong-fingerprint" } });
    expect(admit(afm.identity, admission(afm.identity))).toMatchObject({ error: { kind: "our-own" } });
    const known = admission(impostor, { partners: [asPartner(mci)], ownAuthor: mci.signer.author });
    expect(admit(impostor, known)).toMatchObject({ error: { kind: "other-key-known" } });
  });

  it("renews a partner by the same key", () => {
    const [, mci] = both();
    expect(admit(mci.identity, admission(mci.identity, { partners: [asPartner(mci, "clear")] }))).toMatchObject({
      ok: true,
      value: { ceiling: "amber" },
    });
  });
});

describe("recipients", () => {
  it("are verified partners, each once; the marking is held against their ceilings", () => {
    const [afm, mci] = both();
    const partner = asPartner(mci, "green");
    const check = checkRecipients([mci.signer.author, mci.signer.author, afm.signer.author], [partner], "amber");
    expect(check).toEqual({ recipients: [partner], unverified: [afm.signer.author], belowMarking: [partner], withoutMark: [] });
    expect(checkRecipients([mci.signer.author], [partner], "green").belowMarking).toEqual([]);
  });
});
