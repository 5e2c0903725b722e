import { beforeAll, describe, expect, it } from "vitest";
import { openBundle, recipientsOf } from "../../../shared/bundle/open.ts";
import { type PreparedBundle, prepareBundle, type SealInput, sealPrepared, signPrepared } from "../../../shared/bundle/seal.ts";
import { selectClaims } from "../../../shared/bundle/select.ts";
import { statementToText } from "../../../shared/bundle/statement.ts";
import { createTags, signStatement, type StatementSignature, writeBag } from "../../../shared/bundle/write-bag.ts";
import type { AgeSecret } from "../../../shared/crypto/age-header.ts";
import { decryptAll } from "../../../shared/crypto/age-stream.ts";
import { sha256Hex } from "../../../shared/crypto/hash.ts";
import { joinSignatures } from "../../../shared/crypto/jws.ts";
import { parseFileHash } from "../../../shared/kernel/brand.ts";
import { type Bytes, bytesToUtf8, hexToBytes, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { writeSignedNote } from "../../../shared/partner/signed-note.ts";
import {
  asPartner,
  collect,
  type Correspondent,
  createCorrespondent,
  createSmallCase,
  openDeps,
  planFor,
  sealDeps,
  type SmallCase,
} from "../../kit/exchange.ts";
import { aCaseId } from "../../kit/ledger-generators.ts";
import { readArchive } from "../../kit/read-archive.ts";

const content = utf8ToBytes("from,to\na,b\n");
interface Kit {
  readonly afm: Correspondent;
  readonly second: Correspondent;
  readonly mci: Correspondent;
  readonly small: SmallCase;
}
let kit: Kit | undefined;
beforeAll(async () => {
  const [afm, second] = [await createCorrespondent("afm"), await createCorrespondent("afm", "Second officer")];
  const [mci, hash] = [await createCorrespondent("mci"), parseFileHash(sha256Hex(content))];
  if (hash !== null) kit = { afm, second, mci, small: await createSmallCase(afm.signer, hash, content) };
});
const need = (): Kit => {
  if (kit === undefined) throw new Error("not set up");
  return kit;
};
const inputOf = (changes: Partial<SealInput> = {}, isForCourt = false): SealInput => {
  const { mci, small } = need();
  const plan = planFor(isForCourt ? [] : [mci], { files: [small.file] });
  const recipients = [asPartner(mci)];
  const selection = selectClaims({ commits: small.commits, plan: planFor([mci], { files: [small.file] }), recipients, ownAgency: "afm" });
  return { caseId: aCaseId, commits: small.commits, plan, selection, recipients, sequence: 1, previous: "", ...changes };
};
const depsOf = (): ReturnType<typeof sealDeps> => sealDeps(need().afm, new Map([[need().small.file, content]]));
const prepare = async (changes: Partial<SealInput> = {}, isForCourt = false): Promise<PreparedBundle> => {
  const prepared = await prepareBundle(depsOf(), inputOf(changes, isForCourt));
  if (!prepared.ok) throw new Error(prepared.error.kind);
  return prepared.value;
};
const signedBy = ({ signer }: Correspondent, { text }: PreparedBundle): Promise<StatementSignature> =>
  signStatement(text, (message) => signer.sign(message), hexToBytes(signer.author) ?? new Uint8Array(0));
const fileOf = async (prepared: PreparedBundle, signatures: readonly StatementSignature[], passphrase = ""): Promise<Blob> => {
  const sealed = await sealPrepared(depsOf(), prepared, signatures, passphrase);
  if (!sealed.ok) throw new Error(sealed.error.kind);
  return new Blob([await collect(sealed.value.stream)]);
};
const open = (file: Blob, secret: AgeSecret = need().mci.ageIdentity): ReturnType<typeof openBundle> =>
  openBundle(openDeps(need().mci, [need().afm, need().second], { secret }), file);
const withSecond = (): Partial<SealInput> => ({ cosigner: need().second.identity });

describe("two officers", () => {
  it("sign the same statement, and both are checked", async () => {
    const { afm, second } = need();
    const prepared = await prepare(withSecond());
    const opened = await open(await fileOf(prepared, [await signedBy(afm, prepared), await signedBy(second, prepared)]));
    expect(opened).toMatchObject({ ok: true, value: { canMerge: true, statement: { cosigner: { officer: "Second officer" } } } });
  });

  it("are both needed: without the second, with another's or with a signature of another statement there is no file", async () => {
    const { afm, second, mci } = need();
    const [prepared, other] = [await prepare(withSecond()), await prepare({ ...withSecond(), expiresAt: "2027-01-01" })];
    const first = await signPrepared(depsOf(), prepared);
    for (const signatures of [
      [first],
      [first, await signedBy(mci, prepared)],
      [first, await signedBy(second, other)],
      [await signedBy(second, prepared), first],
    ]) {
      expect(await sealPrepared(depsOf(), prepared, signatures)).toMatchObject({ ok: false, error: { kind: "bad-signature" } });
    }
    expect(await sealPrepared(depsOf(), prepared, [first, await signedBy(second, prepared)])).toMatchObject({ ok: true });
    expect(await sealPrepared(depsOf(), prepared, [await signedBy(afm, other)])).toMatchObject({ error: { where: "sender" } });
  });

  it("are missed where a stranger takes the second signature out or puts one in", async () => {
    const { afm, second } = need();
    const both = await prepare(withSecond());
    const [first, other] = [await signedBy(afm, both), await signedBy(second, both)];
    const archive = async (prepared: PreparedBundle, tags: ReadonlyMap<string, Bytes>): Promise<unknown> => {
      const read = await readArchive(
        await collect(
          writeBag(prepared.statement, tags, prepared.payload, async function* () {
            yield content;
          }),
        ),
      );
      return read.ok ? "ok" : read.error;
    };
    const tags = createTags(both.statement, [first, other]);
    expect(await archive(both, tags)).toBe("ok");
    expect(await archive(both, new Map([...tags].filter(([name]) => name !== "cosigner.sig")))).toMatchObject({ kind: "bad-archive" });
    const swapped = new Map(tags).set("statement.jws", utf8ToBytes(joinSignatures([first.jws])));
    expect(await archive(both, swapped)).toMatchObject({ kind: expect.stringMatching(/^bad-(manifest|signature)$/) });
    const alone = await prepare();
    const [own, stranger] = [await signedBy(afm, alone), await signedBy(second, alone)];
    const added = new Map(createTags(alone.statement, [own])).set("statement.jws", utf8ToBytes(joinSignatures([own.jws, stranger.jws])));
    expect(await archive(alone, added)).toMatchObject({ kind: expect.stringMatching(/^bad-(manifest|signature)$/) });
  });

  it("are of one agency, and two", async () => {
    const { mci, afm } = need();
    for (const { identity } of [mci, afm]) {
      const prepared = await prepare({ cosigner: identity });
      const signatures = [await signedBy(afm, prepared), await signedBy(identity === mci.identity ? mci : afm, prepared)];
      expect(await open(await fileOf(prepared, signatures))).toMatchObject({ ok: false, error: { kind: "bad-statement" } });
    }
  });
});

describe("a copy under a passphrase", () => {
  const passphrase = "51234-98765-00417-33321-70015-64206";

  it("opens with it alone, and says whom it is for", async () => {
    const prepared = await prepare({ addressee: "Алматы қалалық соты" }, true);
    const file = await fileOf(prepared, [await signedBy(need().afm, prepared)], passphrase);
    const opened = await open(file, { passphrase });
    expect(opened).toMatchObject({ ok: true, value: { statement: { recipients: [], addressee: "Алматы қалалық соты" } } });
    expect(opened.ok && opened.value.report.find(({ check }) => check === "addressed")).toMatchObject({ verdict: "pass", outcome: "to-whom" });
    const [last = ""] = passphrase.slice(-1);
    const another = passphrase.slice(0, -1) + String((Number(last) + 1) % 10);
    expect(await open(file, { passphrase: another })).toMatchObject({ ok: false, error: { kind: "wrong-passphrase" } });
    // However its digits are parted it is the same passphrase.
    expect(await open(file, { passphrase: ` ${passphrase.replaceAll("-", " ")} ` })).toMatchObject({ ok: true });
    expect(await open(file)).toMatchObject({ ok: false, error: { kind: "needs-passphrase" } });
  });

  it("is never beside recipients, and neither is nobody", async () => {
    expect(await prepareBundle(depsOf(), inputOf({ addressee: "Court" }))).toMatchObject({ ok: false, error: { kind: "no-recipient" } });
    expect(await prepareBundle(depsOf(), inputOf({}, true))).toMatchObject({ ok: false, error: { kind: "no-recipient" } });
  });

  it("is not asked for where keys open, and costs no more work than its cap", async () => {
    const prepared = await prepare();
    const file = await fileOf(prepared, [await signedBy(need().afm, prepared)]);
    expect(await open(file, { passphrase })).toMatchObject({ error: { kind: "not-for-us" } });
    const court = await prepare({ addressee: "Court" }, true);
    const bytes = new Uint8Array(await (await fileOf(court, [await signedBy(need().afm, court)], passphrase)).arrayBuffer());
    const costly = utf8ToBytes((bytesToUtf8(bytes.subarray(0, 60)) ?? "").replace(" 18\n", " 30\n"));
    expect(costly.length).toBe(60);
    expect(await open(new Blob([costly, bytes.subarray(60)]), { passphrase })).toMatchObject({ error: { kind: "too-large", where: "header" } });
  });

  it("is told from one that was sealed on under a passphrase by somebody else", async () => {
    const prepared = await prepare({ addressee: "Court" }, true);
    const signatures = [await signedBy(need().afm, prepared)];
    const { stream } = await sealPrepared({ ...depsOf() }, { ...prepared, ageRecipients: [] }, signatures, passphrase).then((sealed) =>
      sealed.ok ? sealed.value : expect.fail(sealed.error.kind),
    );
    const plain = await decryptAll({ passphrase }, new Blob([await collect(stream)]));
    expect(plain.ok).toBe(true);
    expect(await recipientsOf({ passphrase })).toEqual([]);
  });
});

describe("what else a bundle of format 2 carries", () => {
  it("comes back: charts, notes, extras, expiry, the national mark", async () => {
    const { afm, small } = need();
    const charts = [{ title: "Схема", nodes: [{ entity: small.entities.person, x: -3, y: 12 }] }];
    const note = await writeSignedNote({ type: "dalel.test", format: 1, author: afm.signer.author, text: "Қайтарып алу" }, (message) =>
      afm.signer.sign(message),
    );
    const interop = { "data/interop/ftm.ndjson": utf8ToBytes('{"id":"1"}\n') };
    const prepared = await prepare({ charts, notices: [note], interop, expiresAt: "2027-06", nationalMark: "official-use" });
    expect(prepared.statement.payload.map(({ path }) => path)).toEqual([
      "data/commits.jsonl",
      "data/leaves.bin",
      "data/claims.jsonl",
      "data/files.jsonl",
      "data/sender.dalel-id",
      "data/notices.jsonl",
      "data/charts/1.json",
      "data/interop/ftm.ndjson",
      `data/evidence/${small.file}.csv`,
    ]);
    const opened = await open(await fileOf(prepared, [await signedBy(afm, prepared)]));
    expect(opened).toMatchObject({ ok: true, value: { charts, statement: { expiresAt: "2027-06", nationalMark: "official-use" } } });
    expect(opened.ok && opened.value.notices.map((each) => bytesToUtf8(each))).toEqual([bytesToUtf8(note)]);
    expect(opened.ok && opened.value.report.find(({ check }) => check === "expiry")).toMatchObject({ verdict: "pass", outcome: "until" });
  });

  it("is refused in another form", async () => {
    const { afm, small } = need();
    const { entity, x, y } = { entity: small.entities.person, x: 1, y: 2 };
    const honest = await prepare({ charts: [{ title: "a", nodes: [{ entity, x, y }] }] });
    const chart = bytesToUtf8(honest.payload["data/charts/1.json"] ?? new Uint8Array(0)) ?? "";
    const changes: readonly string[] = [
      chart.replace('"x":1', '"x":1.5'),
      chart.replace('"x":1', '"x":99999999999'),
      chart.replace('"title"', '"titel"'),
      chart.replace(`"nodes":[`, `"nodes":[{"entity":"${entity}","x":1,"y":2},`),
    ];
    for (const text of changes) {
      expect(text).not.toBe(chart);
      const bytes = utf8ToBytes(text);
      const payload = honest.statement.payload.map((each) =>
        each.path === "data/charts/1.json" ? { ...each, sha256: parseFileHash(sha256Hex(bytes)) ?? each.sha256, sizeBytes: bytes.length } : each,
      );
      const statement = { ...honest.statement, payload };

      const tags = createTags(statement, [
        await signStatement(
          utf8ToBytes(statementToText(statement)),
          (message) => afm.signer.sign(message),
          hexToBytes(afm.signer.author) ?? new Uint8Array(0),
        ),
      ]);
      const archive = await collect(
        writeBag(statement, tags, { ...honest.payload, "data/charts/1.json": bytes }, async function* () {
          yield content;
        }),
      );
      expect(await readArchive(archive)).toMatchObject({ ok: false, error: { kind: "bad-manifest", where: "data/charts/1.json" } });
    }
  });
});
