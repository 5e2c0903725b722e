import { expect, test } from "vitest";
import { expectValue, openCounter } from "../../kit/agency.ts";
import { createMemoryBoxStore } from "../../kit/memory-box-store.ts";

const passphrase = "a long passphrase of gate";
const person = { agency: "afm", agencyName: "Financial Monitoring Agency\u200b", officer: " Сериков\u200b Ғабит\u0306 " };

test("a name that was copied with signs nobody sees makes a vault, and stands in it without them", async () => {
  const store = createMemoryBoxStore();
  const made = expectValue(await openCounter(store, "made").door.createVault({ passphrase, person }));
  const shown = { agencyName: "Financial Monitoring Agency", officer: "Сериков Ғабит\u0306".normalize("NFC") };
  expect(made.me).toMatchObject(shown);
  expect(expectValue(await openCounter(store, "again").door.unlock({ kind: "passphrase", text: passphrase }))).toEqual(made.me);
});

test.each([
  { ...person, officer: "\u200b \u202e" },
  { ...person, officer: "я".repeat(257) },
  { ...person, agencyName: "" },
  { ...person, agency: "A B" },
])("who works here must be said so that it can be shown: %j", async (incomplete) => {
  const store = createMemoryBoxStore();
  expect(await openCounter(store, "made").door.createVault({ passphrase, person: incomplete })).toMatchObject({
    error: { kind: "person-incomplete" },
  });
  expect(store.header).toBeNull();
});
