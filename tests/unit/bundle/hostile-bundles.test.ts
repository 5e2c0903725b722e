import { beforeAll, describe, expect, it } from "vitest";
import { openBundle } from "../../../shared/bundle/open.ts";
import { sha256Hex } from "../../../shared/crypto/hash.ts";
import { parseFileHash } from "../../../shared/kernel/brand.ts";
import { type Bytes, concatBytes, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { invariant } from "../../../shared/kernel/invariant.ts";
import { type Correspondent, createCorrespondent, createSmallCase, openDeps, planFor, sealFor } from "../../kit/exchange.ts";
import { type HonestBag, makeHonestBag, sealArchive } from "../../kit/honest-bag.ts";
import { hostileBags } from "../../kit/hostile-bundles.ts";

let kit: HonestBag | undefined;
beforeAll(async () => {
  kit = await makeHonestBag(await createCorrespondent("mci"));
});
const need = (): HonestBag => {
  if (kit === undefined) throw new Error("not set up");
  return kit;
};
const open = async (file: Bytes, who: Correspondent = need().recipient, partners = [need().sender]): Promise<unknown> => {
  const opened = await openBundle(openDeps(who, partners), new Blob([file]));
  return opened.ok ? { canMerge: opened.value.canMerge, fails: opened.value.report.filter(({ verdict }) => verdict !== "pass") } : opened.error.kind;
};
it("the honest bundle they are made from is accepted", async () => {
  expect(await open(need().sealed)).toEqual({ canMerge: true, fails: [] });
  expect(await open(await sealArchive(need().archive, need().recipient))).toEqual({ canMerge: true, fails: [] });
});

describe("a hostile archive", () => {
  it.each(hostileBags.map(({ name, answer, make }) => [name, answer, make] as const))("%s: %s", async (_name, answer, make) => {
    const archive = await make(need());
    expect(Buffer.compare(archive, need().archive)).not.toBe(0);
    expect(await open(await sealArchive(archive, need().recipient))).toBe(answer);
  });
});

describe("a hostile age stream", () => {
  const piece = 65_536 + 16;
  const parts = (): { readonly head: Bytes; readonly pieces: readonly Bytes[] } => {
    const { sealed, archive } = need();
    const head = sealed.length - archive.length - 16 * Math.ceil(archive.length / 65_536);
    return { head: sealed.slice(0, head), pieces: [0, 1, 2].map((i) => sealed.slice(head + i * piece, head + (i + 1) * piece)) };
  };
  const joined = (...pieces: readonly (Bytes | undefined)[]): Bytes => concatBytes(parts().head, ...pieces.map((each) => each ?? new Uint8Array(0)));

  it("truncated in a piece", async () => expect(await open(need().sealed.slice(0, -100))).toBe("cut-off"));
  it("truncated between pieces", async () => expect(await open(joined(...parts().pieces.slice(0, 2)))).toBe("cut-off"));
  it("truncated in its header", async () => expect(await open(need().sealed.slice(0, 60))).toBe("cut-off"));
  it("extended", async () => expect(await open(concatBytes(need().sealed, new Uint8Array(1000)))).toBe("damaged"));
  it("reordered", async () => {
    const [first, second, third] = parts().pieces;
    expect(await open(joined(second, first, third))).toBe("damaged");
  });
  it("with a piece twice", async () => {
    const [first, second, third] = parts().pieces;
    expect(await open(joined(first, first, second, third))).toBe("damaged");
  });
  it("spliced from another bundle to us", async () => {
    const { head, pieces } = parts();
    const theirs = need().other.slice(head.length + piece, head.length + 2 * piece);
    expect(await open(concatBytes(head, pieces[0] ?? new Uint8Array(0), theirs, pieces[2] ?? new Uint8Array(0)))).toBe("damaged");
  });
  it("with the header of another bundle", async () => {
    const { head } = parts();
    expect(await open(concatBytes(need().other.slice(0, head.length), need().sealed.slice(head.length)))).toBe("damaged");
  });
  it("with a header of megabytes", async () => {
    const line = utf8ToBytes(`-> X25519 ${"A".repeat(43)}\n${"A".repeat(43)}\n`);
    expect(await open(concatBytes(utf8ToBytes("age-encryption.org/v1\n"), ...Array.from({ length: 20_000 }, () => line)))).toBe("too-large");
  });
  it("whose passphrase would cost hours", async () => {
    expect(
      await open(utf8ToBytes(`age-encryption.org/v1\n-> scrypt ${"A".repeat(22)} 40\n${"A".repeat(43)}\n--- ${"A".repeat(43)}\n${"x".repeat(600)}`)),
    ).toBe("needs-passphrase");
  });
});

describe("an honest bundle in the wrong hands", () => {
  it("sealed on to us by a recipient of it is not for us, and cannot be accepted", async () => {
    const { archive, stranger: knb, sender: afm } = need();
    expect(await open(await sealArchive(archive, knb), knb, [afm])).toMatchObject({
      canMerge: false,
      fails: [{ check: "addressed", outcome: "not-to-us" }],
    });
  });

  it("signed by a stranger whose name looks like a partner's is a stranger's", async () => {
    const { sender: afm, recipient: mci } = need();
    // The Latin "A" of the name is the Cyrillic one.
    const lookalike = await createCorrespondent("afm", afm.identity.officer.replace("O", "О"));
    const content = utf8ToBytes("x");
    const file = parseFileHash(sha256Hex(content));
    invariant(file !== null, "a hash is a file hash");
    const { commits } = await createSmallCase(lookalike.signer, file, content);
    const made = await sealFor(lookalike, [mci], commits, planFor([mci]));
    expect(await open(new Uint8Array(await made.file.arrayBuffer()))).toMatchObject({ canMerge: false });
  });
});
