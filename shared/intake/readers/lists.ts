import type { Reader } from "../reader.ts";
import { blockListReader } from "./block-list.ts";
import { ftmReader, ftmSimpleReader } from "./ftm.ts";
import { mispReader } from "./misp.ts";
import { partyReader } from "./parties.ts";
import { stixReader } from "./stix.ts";
import { walletListReader } from "./wallet-list.ts";

/** Layouts of cases and lists other programs write; the narrower come first. */
export const listReaders: readonly Reader[] = [ftmReader, ftmSimpleReader, stixReader, mispReader, blockListReader, walletListReader, partyReader];
