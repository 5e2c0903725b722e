/** What may be done with evidence: the verbs of Government Resolution 1291 of 9 December 2014, in their order. */
export const custodyActions = ["seize", "register", "store", "transfer", "destroy"] as const;
export type CustodyAction = (typeof custodyActions)[number];

/** The type of what records one of them. */
export const custodyEventType = "custodyEvent";
/** The link from an exhibit to what is seen in it, with the place. */
export const mentionsType = "mentions";
