import type { Reader } from "../reader.ts";
import { esploraReader } from "./esplora.ts";
import { etherscanInternalReader, etherscanReader, etherscanTokenReader, etherscanUniqueReader } from "./etherscan.ts";
import { oklinkReader } from "./oklink.ts";
import { tronscanApiReader, tronscanCoinReader, trongridTokenReader } from "./tron.ts";
import { trongridReader } from "./trongrid.ts";

/** Layouts of explorers of blockchains and of wallet programs; the narrower come first. */
export const explorerReaders: readonly Reader[] = [
  tronscanCoinReader,
  tronscanApiReader,
  trongridTokenReader,
  trongridReader,
  etherscanReader,
  etherscanInternalReader,
  etherscanUniqueReader,
  etherscanTokenReader,
  oklinkReader,
  esploraReader,
];
