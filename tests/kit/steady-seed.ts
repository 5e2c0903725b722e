import fc from "fast-check";
import { isSlow } from "./runs.ts";

/** One seed for every ordinary run: what CI tried is what was tried here, and a count of how often a case occurred never fails by chance. `SLOW=1` tries others each time. */
if (!isSlow) fc.configureGlobal({ seed: 20_261_126 });
