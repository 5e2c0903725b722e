import { succeed } from "../kernel/result.ts";
import { addExhibits } from "./add-exhibits.ts";
import { custodyTakenBack, recordCustody } from "./custody.ts";
import type { CaseDeps } from "./deps.ts";
import type { LockerDoor } from "./locker-door.ts";
import { createSerial } from "./serial.ts";
import { needOpenCase, type SessionHolder } from "./session.ts";

/** The evidence locker: files in, what is done with them, and when they were checked. */
export function openLocker(deps: CaseDeps, holder: SessionHolder): LockerDoor {
  /** One such work at a time: its job has one name, by which it is cancelled. */
  const inLine = createSerial();
  return {
    addExhibits: async (draft) => {
      const needed = needOpenCase(holder);
      return needed.ok ? inLine(() => addExhibits(deps, needed.value.session, needed.value.open, draft)) : needed;
    },
    recordCustody: async (draft) => {
      const needed = needOpenCase(holder);
      return needed.ok ? inLine(() => recordCustody(deps, needed.value.session, needed.value.open, draft)) : needed;
    },
    custodyTakenBack: async ({ exhibit }) => {
      const needed = needOpenCase(holder);
      if (!needed.ok) return needed;
      const { open } = needed.value;
      const gone = custodyTakenBack(open, exhibit).flatMap(({ event, claim }) => {
        const last = open.fold.facts
          .takenBackBy(claim, open.ownAgency)
          .filter(({ isHeld }) => isHeld)
          .sort((a, b) => b.teller.header.clock - a.teller.header.clock)[0];
        return last === undefined ? [] : [{ event, takenBackBy: last.teller.header.author, takenBackAt: last.teller.header.saidAt }];
      });
      return succeed(gone);
    },
    checkedFiles: async () => {
      const needed = needOpenCase(holder);
      return needed.ok ? needed.value.session.checked.of(needed.value.open.caseId) : needed;
    },
  };
}
