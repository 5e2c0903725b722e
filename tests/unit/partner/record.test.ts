import { expect, test } from "vitest";
import { bytesToUtf8, utf8ToBytes } from "../../../shared/kernel/bytes.ts";
import { partnerEntryToRecord, recordToPartnerEntry } from "../../../shared/partner/record.ts";
import { asPartner, createCorrespondent } from "../../kit/exchange.ts";
import { instant } from "../../kit/fixed-clock.ts";

const {
  revoked: _r,
  replaced: _p,
  removedAt: _d,
  isDoubted: _i,
  hybridRecipient: _h,
  ...admitted
} = asPartner(await createCorrespondent("mci", "Иван Петров"), "amber+strict");
const partner = { ...admitted, verifiedBy: "Әсет Қали", trustedUntil: "2027-02-28", note: "мобильный\nномер", officialUse: false };

test("a record comes back as it was, and anything else is not one", () => {
  const record = partnerEntryToRecord({ kind: "admitted", partner });
  expect(recordToPartnerEntry(record)).toEqual({ kind: "admitted", partner });
  const text = bytesToUtf8(record) ?? "";
  const others = [
    "",
    "{}",
    text.replace("in-person", "hearsay"),
    text.replace("amber+strict", "pink"),
    ` ${text}`,
    text.replace("2027-02-28", "2027-02-29"),
  ];
  for (const other of [...others, text.replace('"format":2', '"format":1'), text.replace('"format":2', '"format":3')])
    expect(recordToPartnerEntry(utf8ToBytes(other))).toBeNull();
  const removed = { kind: "removed", author: partner.author, at: instant(5) } as const;
  expect(recordToPartnerEntry(partnerEntryToRecord(removed))).toEqual(removed);
});

/** As version 0.1 wrote it. */
const written1 =
  '{"ageRecipient":"RECIPIENT","agency":"mci","agencyName":"Agency MCI","author":"AUTHOR","ceiling":"amber","createdAt":1772000000000,"format":1,"officer":"Иван Петров","type":"dalel.partner","verified":"phone","verifiedAt":1772100000000}';

test("a record of format 1 is read for ever: nobody said who compared, no national mark is allowed, the trust has no end", () => {
  const record = utf8ToBytes(written1.replace("AUTHOR", partner.author).replace("RECIPIENT", partner.ageRecipient));
  const read = recordToPartnerEntry(record);
  expect(read).toMatchObject({
    kind: "admitted",
    partner: { officer: "Иван Петров", verified: "phone", verifiedBy: "", officialUse: false, trustedUntil: "", note: "", ceiling: "amber" },
  });
  // Written anew it is of format 2, and says the same.
  if (read?.kind === "admitted") expect(recordToPartnerEntry(partnerEntryToRecord(read))).toEqual(read);
});
