import { createLedger } from "../../../shared/ledger/ledger.ts";
import type { Claim, Commit } from "../../../shared/ledger/model.ts";
import { CaseFold } from "../../../shared/projections/case-fold.ts";
import { type Bar, median, type Report } from "../measure.ts";
import { benchCase, bigCase, bundleOf } from "./big-case.ts";

interface Memory {
  readonly usedJSHeapSize: number;
}
/** Chromium's own: started with --expose-gc and precise memory figures. */
const engine: { readonly gc?: (() => void) | undefined; readonly performance: Performance & { readonly memory?: Memory } } = globalThis;

const viewpoint = { own: "afm", day: "2026-11-26", isDated: false } as const;

/** Used heap after a collection, MB; NaN where the engine does not say. */
function heapMb(): number {
  engine.gc?.();
  engine.gc?.();
  return (engine.performance.memory?.usedJSHeapSize ?? Number.NaN) / 1e6;
}

/** The floor: the two indexes every reader of a ledger needs, with nothing decided. */
function fillPlainMaps(commits: readonly Commit[]): readonly unknown[] {
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

/** All commits folded to rows, as opening a case does it. */
function fold(commits: readonly Commit[]): CaseFold {
  const made = new CaseFold(viewpoint);
  for (const commit of commits) made.add([commit]);
  made.refresh();
  return made;
}

interface Timed<Made> {
  readonly ms: number;
  readonly mb: number;
  readonly made: Made;
}
function time<Made>(make: () => Made): Timed<Made> {
  const before = heapMb();
  const start = performance.now();
  const made = make();
  const ms = performance.now() - start;
  return { ms, mb: heapMb() - before, made };
}

const claimsOf = (commits: readonly Commit[]): number => commits.reduce((sum, { claims }) => sum + claims.length, 0);
const round = (value: number, digits = 0): string => value.toFixed(digits);

interface Sides {
  readonly plain: readonly Timed<unknown>[];
  readonly folded: readonly Timed<CaseFold>[];
}
/** Floor and fold turn by turn, so that both meet the same machine. What is made is let go between. */
function race(
  commits: readonly Commit[],
  rounds: number,
): { readonly plainMs: number; readonly foldMs: number; readonly plainMb: number; readonly foldMb: number } {
  const sides: { [Side in keyof Sides]: { ms: number; mb: number }[] } = { plain: [], folded: [] };
  for (let i = 0; i < rounds; i++) {
    const plain = time(() => fillPlainMaps(commits));
    sides.plain.push({ ms: plain.ms, mb: plain.mb });
  }
  for (let i = 0; i < rounds; i++) {
    const folded = time(() => fold(commits));
    sides.folded.push({ ms: folded.ms, mb: folded.mb });
    const plain = time(() => fillPlainMaps(commits));
    sides.plain.push({ ms: plain.ms, mb: plain.mb });
  }
  return {
    plainMs: median(sides.plain.map(({ ms }) => ms)),
    foldMs: median(sides.folded.map(({ ms }) => ms)),
    plainMb: median(sides.plain.map(({ mb }) => mb)),
    foldMb: median(sides.folded.map(({ mb }) => mb)),
  };
}

async function measure(tell: (line: string) => void): Promise<Report> {
  tell("making a case of 100,000 things and 300,000 links …");
  const commits = await bigCase(100_000, 40);
  const claims = claimsOf(commits);
  tell(`${claims} claims in ${commits.length} commits; folding …`);
  const big = race(commits, 5);
  const small = race(commits.slice(0, Math.ceil((100_000 / claims) * commits.length)), 7);
  const smallClaims = claimsOf(commits.slice(0, Math.ceil((100_000 / claims) * commits.length)));
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
  for (let turn = 0; turn < 5; turn++) {
    const bundle = await bundleOf(100_000, turn);
    alone.push(time(() => unite(new CaseFold(viewpoint), createLedger(benchCase), bundle)).ms);
    united.push(time(() => unite(base.fold, base.ledger, bundle)).ms);
    again.push(time(() => unite(base.fold, base.ledger, bundle)).ms);
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
  into.apply(added.value);
}

/** Begins by itself: a message sent before all of this is loaded would be lost. */
void measure((line) => self.postMessage({ line })).then((report) => self.postMessage({ report }));
