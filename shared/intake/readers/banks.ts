import type { Reader } from "../reader.ts";
import { bankAnswerReader } from "./bank-answer.ts";
import { fm1MessageReader, fm1ParticipantsReader } from "./fm1.ts";
import { goamlReader } from "./goaml.ts";
import { kaspiGoldReader } from "./kaspi-gold.ts";
import { oneCAccountsReader, oneCReader } from "./one-c.ts";

/** What banks give (domain facts §1.5–1.6, §2.6–2.8). */
export const bankReaders: readonly Reader[] = [
  bankAnswerReader,
  oneCReader,
  oneCAccountsReader,
  kaspiGoldReader,
  fm1MessageReader,
  fm1ParticipantsReader,
  goamlReader,
];
