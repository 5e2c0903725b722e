import { beforeEach, describe, expect, test } from "vitest";
import type { SharePlan } from "../../../shared/bundle/model.ts";
import type { CaseDoor } from "../../../shared/case/door.ts";
import type { CaseId, EntityId } from "../../../shared/kernel/brand.ts";
import { type Agency, createAgency, expectValue, openCounter } from "../../kit/agency.ts";
import { addPerson, sayText, wholeCase } from "../../kit/shared-case.ts";

const court = "Алматы қалалық соты";
const plan: SharePlan = { ...wholeCase, to: [], addressee: court };

let afm: Agency;
let caseId: CaseId;
let person: EntityId;

beforeEach(async () => {
  afm = await createAgency("afm");
  caseId = expectValue(await afm.door.createCase({ number: "2026-0417", title: "Umit Invest", handling: "green" }));
  expectValue(await afm.door.openCase({ caseId }));
  person = await addPerson(afm.door, "Galymzhan Utebayev");
});

const share = async (changes: Partial<SharePlan> = {}, door: CaseDoor = afm.door) => expectValue(await door.share({ ...plan, ...changes }));
const unsettled = async (door: CaseDoor = afm.door) => expectValue(await door.unsettledShares(null));
const settle = async (statementHash: string, wereHandedOver: boolean, door: CaseDoor = afm.door) =>
  expectValue(await door.settleShares({ statementHashes: [statementHash], wereHandedOver }));
const previewOf = async (changes: Partial<SharePlan> = {}, door: CaseDoor = afm.door) =>
  expectValue(await door.previewShare({ ...plan, ...changes }));
const aliases = () => afm.entities.get(person)?.facts["alias"]?.map(({ claim }) => claim) ?? [];
/** The program is begun anew over what the disk holds. */
const reopen = async (seed: string): Promise<CaseDoor> => {
  const { door } = openCounter(afm.store, seed);
  expectValue(await door.unlock({ kind: "passphrase", text: afm.passphrase }));
  expectValue(await door.openCase({ caseId }));
  return door;
};

describe("a copy for somebody without keys", () => {
  test.each([true, false])("is asked for when the machine stopped before anybody said, and the answer holds (handed over: %s)", async (was) => {
    const made = await share();
    const later = await reopen("after the crash");
    expect(await unsettled(later)).toMatchObject([
      { statementHash: made.statementHash, to: [], addressee: court, sequence: 1, claims: made.disclosed },
    ]);
    await settle(made.statementHash, was, later);
    await settle(made.statementHash, was, later);
    expect(await unsettled(later)).toEqual([]);
    expect((await previewOf({ isOnlyNew: true }, later)).disclosedClaims > 0).toBe(!was);
    expect((await share({}, later)).sequence).toBe(was ? 2 : 1);
  });

  test("holds only what the same addressee was not given yet; another has nothing", async () => {
    const first = await share();
    expect((await previewOf({ isOnlyNew: true })).blocked).toEqual([{ kind: "nothing-new", count: 0 }]);
    await settle(first.statementHash, true);
    await sayText(afm.door, person, "alias", "Galym");
    expect((await previewOf({ isOnlyNew: true, addressee: "The appeal court" })).disclosedClaims).toBeGreaterThan(first.disclosed);
    // The same name as a person types it: with a stray blank.
    const second = await share({ isOnlyNew: true, addressee: ` ${court} ` });
    expect(second).toMatchObject({ disclosed: 1, sequence: 2 });
  });

  test("keeps what was withheld from the same addressee withheld, until it is let go by name", async () => {
    await sayText(afm.door, person, "alias", "The source");
    const first = await share({ withhold: aliases() });
    for (const isSettled of [false, true]) {
      if (isSettled) await settle(first.statementHash, true);
      const later = await previewOf({ isOnlyNew: true }, await reopen(`another day ${isSettled}`));
      expect(later.withheldBefore).toEqual(aliases());
      expect(later.warnings).toContainEqual({ kind: "withheld-before", count: 1 });
    }
    expect((await previewOf({ addressee: "The appeal court" })).withheldBefore).toEqual([]);
    const second = await share({ keep: aliases() });
    await settle(second.statementHash, true);
    expect((await previewOf()).withheldBefore).toEqual([]);
  });

  test("leaves nothing behind when its case is destroyed, not even when the disk stopped before anything was recorded", async () => {
    // Another case that had a copy and is gone: after it all books are begun, which stay.
    await share();
    const destroy = async (id: CaseId, typed: string): Promise<void> => {
      expectValue(await afm.door.closeCase(null));
      expectValue(await afm.door.deleteCase({ caseId: id, typed, keepsName: false }));
    };
    await destroy(caseId, "2026-0417");
    const clean = new Set([...afm.store.slots.keys(), ...afm.store.runs.keys()]);
    const left = (): readonly string[] => [...afm.store.slots.keys(), ...afm.store.runs.keys()].filter((name) => !clean.has(name));
    caseId = expectValue(await afm.door.createCase({ number: "2026-0418", title: "Umit", handling: "green" }));
    expectValue(await afm.door.openCase({ caseId }));
    person = await addPerson(afm.door, "Galymzhan Utebayev");
    await sayText(afm.door, person, "alias", "The source");
    const before = left().length;
    // Whom it is for, what is withheld and what is given are noted; the share itself is not.
    afm.store.writesLeft = 4;
    expect(await afm.door.share({ ...plan, addressee: "Court 3", withhold: aliases() })).toMatchObject({ ok: false, error: { kind: "disk-full" } });
    afm.store.writesLeft = Number.POSITIVE_INFINITY;
    expect(left().length).toBe(before + 3);
    expect(await unsettled()).toEqual([]);
    await destroy(caseId, "2026-0418");
    expect(left()).toEqual([]);
  });
});
