import { expect, it } from "vitest";
import { shownHost } from "../../../shared/ontology/punycode.ts";
import { checkDomain } from "../../../shared/ontology/domain-name.ts";
import { isNear, LookAlikes } from "../../../shared/projections/look-alike.ts";
import { processorMs } from "../../kit/processor-time.ts";

const known = new LookAlikes([
  { shown: "kaspi.kz", registrable: "kaspi.kz" },
  { shown: "umit-invest.top", registrable: "umit-invest.top" },
  { shown: "Binance", registrable: "" },
  { shown: "abc.kz", registrable: "abc.kz" },
]);
/** As a list of sites has it: what is written, in its canonical form. */
const of = (written: string, registrable = written): string => {
  const [host, own] = [checkDomain(written), checkDomain(registrable)];
  const found = host.ok && own.ok ? known.of(host.value, own.value) : null;
  return found === null ? "" : `${found.way} ${found.of}`;
};

it.each([
  ["каspi.kz", "same-letters kaspi.kz"],
  ["kasрi.com", "same-letters kaspi.kz"],
  ["қaspi.kz", "same-letters kaspi.kz"],
  ["kasp1.kz", "same-letters kaspi.kz"],
  ["ka-spi.kz", "same-letters kaspi.kz"],
  ["kaspi.top", "other-ending kaspi.kz"],
  ["kaspi2.kz", "numbered kaspi.kz"],
  ["umit-invest7.top", "numbered umit-invest.top"],
  ["kaspi-bonus.kz", "added-words kaspi.kz"],
  ["kaspii.kz", "near kaspi.kz"],
  ["kapsi.kz", "near kaspi.kz"],
  ["umlt-lnvset.top", "near umit-invest.top"],
  ["blnance.net", "same-letters Binance"],
  ["binances.net", "near Binance"],
  ["kaspi.kz", ""],
  ["capital.kz", ""],
  ["abd.kz", ""],
  ["umit.top", ""],
])("%s: %s", (host, like) => {
  expect(of(host)).toBe(like);
});

it("knows a name that stands before a foreign host, and a host of one's own", () => {
  expect(of("kaspi.login-secure.top", "login-secure.top")).toBe("as-part kaspi.kz");
  expect(of("pay.kaspi.kz", "kaspi.kz")).toBe("");
});

it.each(["xn--80ao21a", "xn---invest-sig8c8lp1b.kz", "xn--e1afmkfd.xn--p1ai", "xn--bcher-kva.example", "xn--fiqs8s"])(
  "%s is read as the platform writes it",
  (host) => {
    const shown = shownHost(host);
    expect(shown).toMatch(/[^\0-\x7f]/u);
    expect(new URL(`http://${shown}.kz/`).hostname).toBe(`${host}.kz`);
  },
);
it.each(["xn--", "xn--a-!", "xn--99999999999999", "plain.kz"])("%s stays as it is", (host) => {
  expect(shownHost(host)).toBe(host);
});

it("counts a swap of neighbours as one", () => {
  expect([isNear("kapsi", "kaspi", 1), isNear("kaspi", "kaspi", 0), isNear("kas", "kaspi", 1), isNear("abcdefgh", "abcdefxy", 2)]).toEqual([
    true,
    true,
    false,
    true,
  ]);
});

it("holds a thousand hosts against two thousand names without hanging", () => {
  const many = new LookAlikes(
    Array.from({ length: 2000 }, (_, at) => ({ shown: `n${at}`, registrable: `longname-${(at * 7919).toString(36)}x.kz` })),
  );
  const begun = processorMs();
  for (let at = 0; at < 1000; at++) many.of(`other-${at.toString(36)}name.top`, `other-${at.toString(36)}name.top`);
  expect(processorMs() - begun).toBeLessThan(20_000);
});
