import { Encrypter } from "age-encryption";
import { beforeAll, describe, expect, test } from "vitest";
import { openBundle, recipientsOf } from "../../../shared/bundle/open.ts";
import type { OpenDeps } from "../../../shared/bundle/open.ts";
import { recipientHashOf } from "../../../shared/bundle/statement.ts";
import { sealingFor, sealingSaid } from "../../../shared/bundle/sealing.ts";
import { decryptAll, encryptTo } from "../../../shared/crypto/age-stream.ts";
import { utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { type AuthorId, parseAuthorId, parseFileHash } from "../../../shared/kernel/brand.ts";
import {
  collect,
  type Correspondent,
  createCorrespondent,
  createSmallCase,
  type HybridCorrespondent,
  openDeps,
  planFor,
  sealFor,
  type SmallCase,
  withHybridKey,
} from "../../kit/exchange.ts";
import { createSeededRandom } from "../../kit/seeded-random.ts";

let kit: {
  readonly afm: Correspondent;
  readonly mci: HybridCorrespondent;
  readonly knb: HybridCorrespondent;
  readonly old: Correspondent;
  readonly small: SmallCase;
};
beforeAll(async () => {
  const afm = await createCorrespondent("afm");
  const [mci, knb, old] = [
    await withHybridKey(await createCorrespondent("mci")),
    await withHybridKey(await createCorrespondent("knb")),
    await createCorrespondent("old"),
  ];
  kit = { afm, mci, knb, old, small: await createSmallCase(afm.signer, parseFileHash("ab".repeat(32)) ?? expect.fail(), utf8ToBytes("x")) };
});
const seal = (to: readonly Correspondent[], changes: object = {}) => sealFor(kit.afm, to, kit.small.commits, planFor(to, changes));
const kindsOf = async (file: Blob): Promise<readonly string[]> =>
  (new TextDecoder("latin1").decode(await file.slice(0, 65_536).arrayBuffer()).split("\n--- ")[0] ?? "")
    .split("\n")
    .flatMap((line) => (line.startsWith("-> ") ? [line.split(" ")[1] ?? ""] : []));
const both = (who: HybridCorrespondent): readonly string[] => [who.ageIdentity, who.hybridIdentity];
const open = async (who: Correspondent, secret: OpenDeps["secret"], file: Blob) => {
  const opened = await openBundle(openDeps(who, [kit.afm], { secret }), file);
  if (!opened.ok) return { why: opened.error.kind, lines: [] as readonly string[] };
  const line = (check: string): string =>
    opened.value.report.filter((each) => each.check === check).map(({ verdict, outcome }) => `${verdict} ${outcome}`)[0] ?? "";
  return { why: opened.value.canMerge, lines: [line("decryption"), line("addressed")] };
};

describe("a bundle to officers who all have a post-quantum key", () => {
  test("is sealed to these keys alone, and its statement names them", async () => {
    const { mci, knb } = kit;
    const { sealed, file } = await seal([mci, knb]);
    expect([sealed.sealing, await kindsOf(file)]).toEqual([{ kind: "hybrid", lacking: [] }, ["mlkem768x25519", "mlkem768x25519"]]);
    const named = new Map(sealed.statement.recipients.map(({ author, recipientHash }) => [author, recipientHash]));
    for (const each of [mci, knb]) expect(named.get(each.signer.author)).toBe(recipientHashOf(each.identity.hybridRecipient));
    for (const each of [mci, knb])
      expect(await open(each, both(each), file)).toEqual({ why: true, lines: ["pass opened-hybrid", "pass to-us-and-others"] });
  });

  test("opens with the post-quantum key, and not with the ordinary one", async () => {
    const { file } = await seal([kit.mci]);
    expect(await open(kit.mci, kit.mci.hybridIdentity, file)).toEqual({ why: true, lines: ["pass opened-hybrid", "pass to-us"] });
    expect(await open(kit.mci, kit.mci.ageIdentity, file)).toMatchObject({ why: "not-for-us" });
  });

  test("is sealed to ordinary keys when the sender says so, and the report says what that means", async () => {
    const { sealed, file } = await seal([kit.mci], { isOrdinary: true });
    expect([sealed.sealing, await kindsOf(file)]).toEqual([{ kind: "ordinary", lacking: [] }, ["X25519"]]);
    expect(sealed.statement.recipients[0]?.recipientHash).toBe(recipientHashOf(kit.mci.identity.ageRecipient));
    expect(await open(kit.mci, both(kit.mci), file)).toEqual({ why: true, lines: ["pass opened", "pass to-us"] });
  });
});

test("one recipient without such a key makes all ordinary, and it is said who", async () => {
  const { mci, old } = kit;
  const { sealed, file } = await seal([mci, old]);
  expect([sealed.sealing, await kindsOf(file)]).toEqual([{ kind: "ordinary", lacking: [old.signer.author] }, ["X25519", "X25519"]]);
  expect(await open(mci, both(mci), file)).toMatchObject({ why: true });
  expect(sealingFor({}, [])).toEqual({ kind: "passphrase", lacking: [] });
});

describe("what somebody does to the seal", () => {
  const plainOf = async (file: Blob) => {
    const plain = await decryptAll(both(kit.mci), file);
    return plain.ok ? plain.value : expect.fail();
  };
  const once = async function* (bytes: Uint8Array<ArrayBuffer>) {
    yield bytes;
  };

  test("sealed anew to the other key of the same officer, either way, it is looked at and not accepted", async () => {
    for (const changes of [{}, { isOrdinary: true }]) {
      const { file, sealed } = await seal([kit.mci], changes);
      const { ageRecipient, hybridRecipient } = kit.mci.identity;
      const other = sealed.sealing.kind === "hybrid" ? ageRecipient : hybridRecipient;
      const anew = new Blob([await collect(encryptTo([other], once(await plainOf(file)), createSeededRandom("n")))]);
      const { why, lines } = await open(kit.mci, both(kit.mci), anew);
      expect([why, lines[1]]).toEqual([false, "fail sealed-anew"]);
    }
  });

  test("sealed to both kinds at once, it is refused before anything of it is read, by either key", async () => {
    const { file } = await seal([kit.mci]);
    const encrypter = new Encrypter();
    for (const recipient of await recipientsOf(both(kit.mci))) encrypter.addRecipient(recipient);
    const mixed = new Blob([new Uint8Array(await encrypter.encrypt(await plainOf(file)))]);
    expect(await kindsOf(mixed)).toEqual(["X25519", "mlkem768x25519"]);
    for (const secret of both(kit.mci)) expect(await open(kit.mci, secret, mixed)).toEqual({ why: "mixed-recipients", lines: [] });
  });
});

test("a statement tells to what keys it is sealed, to whoever knows the keys it names", () => {
  const partners = [
    { author: author("aa"), ageRecipient: "age1one", hybridRecipient: "age1pq1one" },
    { author: author("bb"), ageRecipient: "age1two", hybridRecipient: "" },
  ];
  const saidTo = (...recipients: readonly string[]) => ({
    recipients: recipients.map((recipient) => ({ author: author("cc"), recipientHash: recipientHashOf(recipient) })),
  });
  expect(sealingSaid(saidTo(), partners)).toBe("passphrase");
  expect(sealingSaid(saidTo("age1pq1one", "age1pq1stranger"), partners)).toBe("hybrid");
  expect(sealingSaid(saidTo("age1stranger", "age1two"), partners)).toBe("ordinary");
  expect(sealingSaid(saidTo("age1stranger"), partners)).toBeNull();
  expect(sealingSaid(saidTo(""), partners)).toBeNull();
});

function author(pair: string): AuthorId {
  return parseAuthorId(pair.repeat(32)) ?? expect.fail("64 digits");
}
