import type { Reader } from "../reader.ts";
import { bitcoinCoreCsvReader, bitcoinCoreReader, electrumReader } from "./bitcoin-core.ts";
import { blockchairAddressReader, blockchairCallsReader, blockchairWalletReader } from "./blockchair.ts";
import { esploraReader } from "./esplora.ts";
import { etherscanApiReader, etherscanApiTokenReader } from "./etherscan-api.ts";
import { etherscanInternalReader, etherscanReader, etherscanTokenReader, etherscanUniqueReader } from "./etherscan.ts";
import { graphsenseAddressesReader, graphsenseEffectsReader, graphsenseTagsReader, graphsenseTransfersReader } from "./graphsense.ts";
import { oklinkReader } from "./oklink.ts";
import { tagPackReader } from "./tagpack.ts";
import { tronscanApiCoinReader, tronscanApiReader, tronscanCoinReader, trongridTokenReader } from "./tron.ts";
import { trongridReader } from "./trongrid.ts";

/** Layouts of explorers of blockchains and of wallet programs; the narrower come first. */
export const explorerReaders: readonly Reader[] = [
  tronscanCoinReader,
  tronscanApiReader,
  tronscanApiCoinReader,
  trongridTokenReader,
  trongridReader,
  etherscanReader,
  etherscanInternalReader,
  etherscanUniqueReader,
  etherscanTokenReader,
  etherscanApiReader,
  etherscanApiTokenReader,
  oklinkReader,
  esploraReader,
  blockchairAddressReader,
  blockchairWalletReader,
  blockchairCallsReader,
  bitcoinCoreReader,
  bitcoinCoreCsvReader,
  electrumReader,
  graphsenseTransfersReader,
  graphsenseEffectsReader,
  graphsenseTagsReader,
  tagPackReader,
  graphsenseAddressesReader,
];
