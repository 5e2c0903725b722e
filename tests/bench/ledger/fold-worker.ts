import { createLedger } from "../../../shared/ledger/ledger.ts";
import type { Claim, Commit } from "../../../shared/ledger/model.ts";
import { packedOf } from "../../../shared/ledger/codec.ts";
import { CaseFold } from "../../../shared/projections/case-fold.ts";
import { packPatch } from "../../../shared/projections/pack-rows.ts";
import { type Bar, median, type Report } from "../measure.ts";
import { benchCase, bigCase, bundleOf } from "./big-case.ts";

const viewpoint = { own: "afm", day: "2026-11-26", isDated: false } as const;

/** Used heap of this thread after a collection, MB, as the debugger says it: a worker cannot ask itself. */
function heapMb(): Promise<number> {
  return new Promise((resolve) => {
    self.addEventListener("message", ({ data }: MessageEvent<{ readonly heapMb: number }>) => resolve(data.heapMb), { once: true });
    self.postMessage({ heap: true });
  });
}

/** Claims as plain objects that are there already: the floor does not pay for making them. */
type PlainClaims = readonly { readonly claims: readonly Claim[] }[];

/** The floor: the two indexes every reader of a ledger needs, with nothing decided. */
function fillPlainMaps(commits: PlainClaims): readonly unknown[] {
  const byId = new Map<string, Claim>();
  const bySubject = new Map<string, Map<string, Claim[]>>();
  for (const { claims } of commits) {
    for (const claim of claims) {
      byId.set(claim.id, claim);
      const { statement } = claim;
      if (statement.op !== "assert") continue;
      let properties = bySubject.get(statement.subject);
      if (properties === undefined) bySubject.set(statement.subject, (properties = new Map()));
      const list = properties.get(statement.property);
      if (list === undefined) properties.set(statement.property, [claim]);
      else list.push(claim);
    }
  }
  return [byId, bySubject];
}

/** All commits folded and every row built and packed for the window, part by part, as opening a case does it. */
function fold(commits: readonly Commit[]): CaseFold {
  const made = new CaseFold(viewpoint);
  for (const commit of commits) made.add([commit]);
  let rows = 0;
  for (const part of made.changes()) rows += packPatch(part).starts.length;
  if (rows === 0) throw new Error("a fold has rows");
  return made;
}

interface Timed<Made> {
  readonly ms: number;
  readonly mb: number;
  readonly made: Made;
}
async function time<Made>(make: () => Made): Promise<Timed<Made>> {
  const before = await heapMb();
  const start = performance.now();
  const made = make();
  const ms = performance.now() - start;
  return { ms, mb: (await heapMb()) - before, made };
}

const claimsOf = (commits: readonly Commit[]): number => commits.reduce((sum, commit) => sum + packedOf(commit).length, 0);
const round = (value: number, digits = 0): string => value.toFixed(digits);

interface Raced {
  readonly plainMs: number;
  readonly foldMs: number;
  readonly plainMb: number;
  readonly foldMb: number;
}
/** Floor and fold turn by turn, so that both meet the same machine, after one turn to warm up. What is made is let go between. */
async function race(commits: readonly Commit[], rounds: number): Promise<Raced> {
  const plainClaims: PlainClaims = commits.map(({ claims }) => ({
    claims: claims.map(({ id, index, salt, line, statement }) => ({ id, index, salt, line, statement })),
  }));
  const [plain, folded]: [{ ms: number; mb: number }[], { ms: number; mb: number }[]] = [[], []];
  for (let i = 0; i <= rounds; i++) {
    const [a, b] = [
      await time(() => fillPlainMaps(plainClaims)).then(({ ms, mb }) => ({ ms, mb })),
      await time(() => fold(commits)).then(({ ms, mb }) => ({ ms, mb })),
    ];
    if (i === 0) continue;
    plain.push(a);
    folded.push(b);
  }
  return {
    plainMs: median(plain.map(({ ms }) => ms)),
    foldMs: median(folded.map(({ ms }) => ms)),
    plainMb: median(plain.map(({ mb }) => mb)),
    foldMb: median(folded.map(({ mb }) => mb)),
  };
}

async function measure(tell: (line: string) => void): Promise<Report> {
  tell("making a case of 100,000 things and 300,000 links …");
  const commits = await bigCase(100_000, 40);
  const claims = claimsOf(commits);
  tell(`${claims} claims in ${commits.length} commits; folding …`);
  const big = await race(commits, 5);
  const few = commits.slice(0, Math.ceil((100_000 / claims) * commits.length));
  const small = await race(few, 7);
  const smallClaims = claimsOf(few);
  tell("uniting …");
  const union = await measureUnion(commits);
  const perClaim = { small: small.foldMs / smallClaims, big: big.foldMs / claims };
  const bars: readonly Bar[] = [
    {
      name: "fold against plain Maps, time",
      measured: big.foldMs / big.plainMs,
      most: 2.5,
      unit: "×",
      detail: `${round(big.foldMs)} ms against ${round(big.plainMs)} ms`,
    },
    {
      name: "fold against plain Maps, heap",
      measured: big.foldMb / big.plainMb,
      most: 2,
      unit: "×",
      detail: `${round(big.foldMb)} MB against ${round(big.plainMb)} MB`,
    },
    {
      name: "growth: time a claim at a million against a hundred thousand",
      measured: perClaim.big / perClaim.small,
      most: 1.5,
      unit: "×",
      detail: `${round(1000 * perClaim.big, 2)} µs against ${round(1000 * perClaim.small, 2)} µs`,
    },
    ...union,
  ];
  return { facts: [`${claims} claims, ${commits.length} commits, 400,000 rows; small: ${smallClaims} claims`], bars };
}

/** A bundle of 100,000 claims into the big case, against folding those claims alone; then the same bundle again. */
async function measureUnion(commits: readonly Commit[]): Promise<readonly Bar[]> {
  const [alone, united, again]: [number[], number[], number[]] = [[], [], []];
  const base = { fold: fold(commits), ledger: createLedger(benchCase) };
  base.ledger.append(commits);
  for (let turn = 0; turn < 7; turn++) {
    const bundle = await bundleOf(100_000, turn);
    alone.push((await time(() => unite(new CaseFold(viewpoint), createLedger(benchCase), bundle))).ms);
    united.push((await time(() => unite(base.fold, base.ledger, bundle))).ms);
    again.push((await time(() => unite(base.fold, base.ledger, bundle))).ms);
  }
  const [floor, first, second] = [median(alone), median(united), median(again)];
  return [
    {
      name: "union of 100,000 claims against folding them alone",
      measured: first / floor,
      most: 1.5,
      unit: "×",
      detail: `${round(first)} ms against ${round(floor)} ms`,
    },
    {
      name: "the same union a second time",
      measured: second / floor,
      most: 0.2,
      unit: "×",
      detail: `${round(second, 1)} ms against ${round(floor)} ms`,
    },
  ];
}

function unite(into: CaseFold, ledger: ReturnType<typeof createLedger>, bundle: readonly Commit[]): void {
  const added = ledger.append(bundle);
  if (!added.ok) throw new Error(added.error.kind);
  into.add(added.value);
  for (const part of into.changes()) if (packPatch(part).starts.length > 2000) throw new Error("parts are small");
}

/** Begins by itself: a message sent before all of this is loaded would be lost. */
void measure((line) => self.postMessage({ line })).then((report) => self.postMessage({ report }));
