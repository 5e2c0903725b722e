/** Layouts of exchanges and banks. */
export const moneyProfiles = [
  "binance.statement",
  "binance.deposits",
  "binance.withdrawals",
  "binance.history",
  "bybit.fund",
  "bybit.unified",
  "bybit.history",
  "okx.funding",
  "bank.answer",
  "bank.one-c",
  "bank.one-c-accounts",
  "bank.kaspi-gold",
  "fm1.message",
  "fm1.participants",
  "goaml.transactions",
] as const;

/** Why a row of theirs is left out. */
export const moneyRules = ["moment", "coin", "number", "crypto-address", "not-completed", "money", "payer", "payee", "unclosed", "account"] as const;

/** What a person should look at in them. */
export const moneyNotices = [
  "short-years",
  "internal-movements",
  "booked-movements",
  "off-chain",
  "unchecked-addresses",
  "other-chain",
  "kazakh-times",
  "padded-numbers",
  "unchecked-numbers",
  "unchecked-accounts",
  "unequal-amounts",
  "lost-letters",
  "hidden-sheets",
  "hidden-rows",
  "merged-cells",
  "formula-values",
  "long-numbers",
  "no-single-pair",
  "totals-differ",
  "resaved-cells",
  "participants-differ",
] as const;
