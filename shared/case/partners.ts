import { succeed } from "../kernel/result.ts";
import { admit } from "../partner/admit.ts";
import { readIdentity } from "../partner/identity-file.ts";
import type { CaseDeps } from "./deps.ts";
import type { CaseDoor } from "./door.ts";
import { needSession, type SessionHolder } from "./session.ts";

type PartnersDoor = Pick<CaseDoor, "inspectIdentity" | "admitPartner" | "listPartners">;

/** Who we exchange with: an identity is looked at, compared aloud, and only then admitted. */
export function openPartners(deps: CaseDeps, holder: SessionHolder): PartnersDoor {
  return {
    inspectIdentity: async ({ bytes }) => {
      const session = needSession(holder);
      return session.ok ? readIdentity(bytes) : session;
    },
    admitPartner: async ({ bytes, typedGroup, verified, ceiling }) => {
      const session = needSession(holder);
      if (!session.ok) return session;
      const identity = await readIdentity(bytes);
      if (!identity.ok) return identity;
      const { registry, me } = session.value;
      const partner = admit(identity.value, {
        typedGroup,
        verified,
        ceiling,
        now: deps.clock.now(),
        partners: registry.partners,
        ownAuthor: me.author,
      });
      if (!partner.ok) return partner;
      const kept = await registry.addPartner(partner.value);
      return kept.ok ? partner : kept;
    },
    listPartners: async () => {
      const session = needSession(holder);
      return session.ok ? succeed(session.value.registry.partners) : session;
    },
  };
}
