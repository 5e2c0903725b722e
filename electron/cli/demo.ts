import { mkdir, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { EntityId, FileHash } from "../../shared/kernel/brand.ts";
import type { SharePlan } from "../../shared/bundle/model.ts";
import { createDemoAgency, type DemoAgency, need } from "./demo-agency.ts";

/**
 * The main job without a window: the Financial Monitoring Agency (afm) imports samples, says who operates what, and gives a bundle
 * with one claim withheld to the Ministry of Culture and Information (mci), which verifies and merges it. Real keys, real files, in
 * a folder that is left to look at.
 */
const samples = join(import.meta.dirname, "../../assets/samples");
const collector = "TCo6KimDQNhvw12uq6tFnZLnVBgtYa2MVb";
const transferFile = `TRON-tokenTransfer-${collector}--1743811200000.csv`;

const started = performance.now();
let stepNumber = 0;
async function step<Value>(title: string, act: () => Promise<Value>, tell: (value: Value) => string): Promise<Value> {
  const from = performance.now();
  const value = await act();
  stepNumber += 1;
  console.log(
    `${String(stepNumber).padStart(2)}  ${title.padEnd(44)} ${String(Math.round(performance.now() - from)).padStart(6)} ms   ${tell(value)}`,
  );
  return value;
}

const folder = process.argv[2] ?? (await mkdtemp(join(tmpdir(), "dalel-demo-")));
await mkdir(folder, { recursive: true });

const afm = await step(
  "FMA makes its vault and keys",
  () => createDemoAgency(join(folder, "afm"), { agency: "afm", agencyName: "Financial Monitoring Agency", officer: "A. Investigator" }),
  ({ me }) => me.fingerprint,
);
const mci = await step(
  "MCI makes its vault and keys",
  () => createDemoAgency(join(folder, "mci"), { agency: "mci", agencyName: "Ministry of Culture and Information", officer: "B. Registrar" }),
  ({ me }) => me.fingerprint,
);
await step(
  "each admits the other by its fingerprint",
  () => admitEachOther(afm, mci),
  () => "typed group of the fingerprint matches",
);

const caseId = await step(
  "FMA opens a case",
  async () => {
    const id = need(await afm.door.createCase({ number: "DEMO-1", title: "Pyramid and exchangers (synthetic)", handling: "amber" }));
    need(await afm.door.openCase({ caseId: id }));
    return id;
  },
  (id) => `case ${id}`,
);

const transfers = await step(
  "FMA imports a wallet export",
  () => importSample(transferFile),
  (report) =>
    `${report.rows} rows = ${report.accepted} accepted + ${report.rejected} rejected; ${report.kinds.reduce((sum, { fresh }) => sum + fresh, 0)} new entities, ${report.claims} claims, ${afm.flows.size} flows`,
);
await step(
  "FMA imports a list of sites",
  () => importSample("domains_4000.csv"),
  (report) =>
    `${report.rows} rows = ${report.accepted} accepted + ${report.duplicates} duplicates + ${report.rejected} rejected; ${report.claims} claims`,
);
const said = await step("FMA says who operates what", sayByHand, (ids) => `${ids.length} entities, 4 links`);
await step(
  "FMA undoes and redoes the last act",
  async () => [need(await afm.door.undo(null)), need(await afm.door.redo(null))],
  () => "the same claims are back",
);

const plan = await planShare(said, transfers.sha256);
const preview = await step(
  "FMA looks at exactly what leaves",
  async () => need(await afm.door.previewShare(plan)),
  (shown) => `${shown.disclosedClaims} claims leave, ${shown.withheldClaims} of the same commits stay home, ${shown.files.length} exhibit travels`,
);
const receipt = await step(
  "FMA seals the bundle for MCI",
  async () => need(await afm.door.share(plan)),
  (sealed) => `${sealed.file.size} bytes, statement ${sealed.statementHash.slice(0, 16)}…`,
);
const [bundlePath, keyPath, senderPath] = await saveAll(afm, mci);

const review = await step(
  "MCI opens and verifies",
  async () => need(await mci.door.openBundle({ file: receipt.file })),
  ({ report }) => report.map(({ check, verdict }) => `${check} ${verdict}`).join(", "),
);
await step(
  "MCI accepts",
  async () => need(await mci.door.acceptBundle({ token: review.token })),
  (merged) => `${merged.newCommits} commits, ${merged.newClaims} claims, ${merged.newFiles} exhibit`,
);
await step(
  "MCI sees FMA's facts as FMA's",
  async () => {
    need(await mci.door.openCase({ caseId }));
    return [...mci.entities.values()];
  },
  (entities) => `${entities.filter(({ agencies }) => agencies.includes("afm")).length} entities said by afm, ${mci.flows.size} flows`,
);
await step(
  "MCI opens it again",
  async () => need(await mci.door.openBundle({ file: receipt.file })),
  (second) => `${second.newCommits} new commits, ${second.newClaims} new claims`,
);
await step("a damaged copy is refused", openDamaged, (kind) => kind);

const withheldText = "+77010000000";
const isHidden = ![...mci.entities.values()].some(({ facts }) => JSON.stringify(facts).includes(withheldText));
if (!isHidden || preview.blocked.length > 0) throw new Error("the withheld claim arrived");
console.log(`\nThe withheld telephone number did not arrive. All in ${Math.round(performance.now() - started)} ms.`);
console.log(
  `\nLook at the bundle:\n  npm run dalel -- verify "${bundlePath}" --identity "${keyPath}" --partner "${senderPath}"\n  sh tests/interop/verify-bundle.sh "${bundlePath}" "${keyPath}"     (age 1.3 or newer: it is sealed to post-quantum keys)`,
);

async function admitEachOther(one: DemoAgency, other: DemoAgency): Promise<void> {
  for (const [host, guest] of [
    [one, other],
    [other, one],
  ] as const) {
    const { bytes } = need(await guest.door.identityFile(null));
    need(await host.door.admitPartner({ bytes, typedGroup: guest.me.fingerprint.slice(-5), verified: "in-person", ceiling: "amber" }));
  }
}

async function importSample(fileName: string) {
  const file = new Blob([await readFile(join(samples, fileName))]);
  return need(await afm.door.importFile({ file, fileName, profile: "", grade: "B2", handling: "green" }));
}

async function sayByHand(): Promise<readonly EntityId[]> {
  const marks = { grade: "B2", handling: "amber", source: null } as const;
  const add = async (type: string, values: Parameters<typeof afm.door.addEntity>[0]["values"]): Promise<EntityId> => {
    const [id] = need(await afm.door.addEntity({ type, values, ...marks })).entities;
    if (id === undefined) throw new Error("an entity has an id");
    return id;
  };
  const text = (property: string, words: string) => ({ property, value: { kind: "text", text: words } }) as const;
  const identifier = (property: string, words: string) => ({ property, value: { kind: "identifier", text: words } }) as const;
  const operator = await add("person", [text("fullName", "Өтебаев Ғалымжан (synthetic)"), identifier("phone", "+77010000000")]);
  const exchange = await add("exchange", [text("name", "SwapHub OTC"), text("legality", "unlicensed")]);
  const scheme = await add("scheme", [text("name", "Үміт Инвест")]);
  const site = await add("site", [identifier("domain", "umit-invest.example")]);
  const wallet = [...afm.entities.values()].find(({ title }) => title === collector);
  if (wallet === undefined) throw new Error("the collector is a wallet of the file");
  for (const [type, from, to] of [
    ["operates", operator, exchange],
    ["owns", operator, wallet.id],
    ["depositsTo", wallet.id, scheme],
    ["promotes", site, scheme],
  ] as const) {
    need(await afm.door.addLink({ type, from, to, values: [], ...marks }));
  }
  return [operator, exchange, scheme, site];
}

/** What was said by hand, all wallets of the export with its file, and the operator's telephone withheld. */
async function planShare(byHand: readonly EntityId[], file: FileHash): Promise<SharePlan> {
  const wallets = [...afm.entities.values()].filter(({ type }) => type === "wallet" || type === "exhibit" || type === "dataset");
  const phone = byHand.flatMap((id) => afm.entities.get(id)?.facts["phone"] ?? []).map(({ claim }) => claim);
  const ofFile = wallets.filter(
    ({ facts }) =>
      JSON.stringify(facts).includes(file) ||
      Object.values(facts)
        .flat()
        .some(({ source }) => source?.file === file),
  );
  return {
    entities: [...byHand, ...ofFile.map(({ id }) => id)],
    withhold: phone,
    files: [file],
    to: [mci.me.author],
    marking: "amber",
    legalBasis: "Law on Communications, art. 41-1",
    purpose: "Blocking of the scheme's sites",
    retainUntil: "2027-12-31",
  };
}

async function saveAll(sender: DemoAgency, recipient: DemoAgency): Promise<readonly [string, string, string]> {
  const bundle = join(folder, receipt.name);
  await writeFile(bundle, new Uint8Array(await receipt.file.arrayBuffer()));
  const key = need(await recipient.door.openingKeyFile({ passphrase: recipient.passphrase }));
  const identity = need(await sender.door.identityFile(null));
  const [keyFile, identityFile] = [join(folder, key.name), join(folder, identity.name)];
  await writeFile(keyFile, key.bytes, { mode: 0o600 });
  await writeFile(identityFile, identity.bytes);
  return [bundle, keyFile, identityFile];
}

async function openDamaged(): Promise<string> {
  const bytes = new Uint8Array(await receipt.file.arrayBuffer());
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  const answer = await mci.door.openBundle({ file: new Blob([bytes]) });
  if (answer.ok) throw new Error("a damaged bundle was opened");
  return `${answer.error.kind} (${answer.error.where ?? ""})`;
}
