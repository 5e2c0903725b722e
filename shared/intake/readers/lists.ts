import type { Reader } from "../reader.ts";
import { stixReader } from "./stix.ts";
import { blockListReader } from "./block-list.ts";
import { mispReader } from "./misp.ts";
import { ftmReader, ftmSimpleReader } from "./ftm.ts";

/** Layouts of cases and lists other programs write; the narrower come first. */
export const listReaders: readonly Reader[] = [ftmReader, ftmSimpleReader, stixReader, mispReader, blockListReader];
