/** How often a law of the ledger is tried: in an ordinary run of the tests, and with `SLOW=1`. */
const [ordinary, slow] = [2_000, 50_000];
export const isSlow = process.env["SLOW"] === "1";
export const lawRuns = { numRuns: isSlow ? slow : ordinary } as const;
/** Room for the slow run on a busy machine. */
export const lawTime = { timeout: isSlow ? 3_600_000 : 120_000 } as const;
