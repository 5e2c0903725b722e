import type { LinkEntry, PropertyEntry } from "./model.ts";

const role = { kind: "text", as: { ftm: "role" } } as const satisfies PropertyEntry;
const since = { kind: "date", timeline: "start", as: { ftm: "startDate", stix: "start_time" } } as const satisfies PropertyEntry;
const until = { kind: "date", timeline: "end", as: { ftm: "endDate", stix: "stop_time" } } as const satisfies PropertyEntry;
const dated = { since, until } as const;

const actors = ["person", "organisation"] as const;
const anything = [
  "person",
  "organisation",
  "exchange",
  "scheme",
  "agency",
  "wallet",
  "bankAccount",
  "site",
  "account",
  "exhibit",
  "measure",
] as const;

const base = { form: "link", title: [], isDirected: true } as const;
const asRelated = { ftm: "UnknownLink", stix: "relationship" } as const;

/** Everything drawn as a line. A link is an entity, so source, grade, dates and markings come with it. */
export const linkEntries = {
  operates: {
    ...base,
    icon: "operates",
    colour: "orange",
    from: actors,
    to: ["exchange", "scheme", "site"],
    title: ["role"],
    properties: { role, ...dated },
    as: asRelated,
  },
  owns: {
    ...base,
    icon: "owns",
    colour: "green",
    from: actors,
    to: ["wallet", "bankAccount", "site", "exchange", "organisation"],
    properties: { share: { kind: "decimal", as: { ftm: "percentage" } }, ...dated },
    as: { ftm: "Ownership", stix: "relationship" },
  },
  directs: {
    ...base,
    icon: "directs",
    colour: "indigo",
    from: ["person"],
    to: ["organisation", "exchange", "agency"],
    title: ["role"],
    properties: { role, ...dated },
    as: { ftm: "Directorship", stix: "relationship" },
  },
  uses: {
    ...base,
    icon: "uses",
    colour: "grey",
    from: ["person", "organisation", "exchange", "scheme"],
    to: ["account", "wallet", "site", "bankAccount"],
    properties: { role, ...dated },
    as: asRelated,
  },
  depositsTo: {
    ...base,
    icon: "deposits-to",
    colour: "turquoise",
    from: ["wallet"],
    to: ["exchange", "wallet", "scheme"],
    properties: { method: { kind: "text" }, ...dated },
    as: asRelated,
  },
  promotes: {
    ...base,
    icon: "promotes",
    colour: "rose",
    from: ["person", "account", "site"],
    to: ["scheme", "exchange"],
    properties: { role, ...dated },
    as: asRelated,
  },
  recruited: {
    ...base,
    icon: "recruited",
    colour: "red",
    from: ["person", "wallet"],
    to: ["person", "wallet"],
    properties: { level: { kind: "decimal" }, recruitedAt: { kind: "date", timeline: "at" } },
    as: asRelated,
  },
  memberOf: {
    ...base,
    icon: "member-of",
    colour: "blue",
    from: ["person", "account", "wallet"],
    to: ["scheme", "organisation"],
    properties: { role, ...dated },
    as: { ftm: "Membership", stix: "relationship" },
  },
  mirrorOf: {
    ...base,
    icon: "mirror-of",
    colour: "violet",
    from: ["site"],
    to: ["site"],
    properties: { firstSeen: { kind: "date", timeline: "at" } },
    as: asRelated,
  },
  targets: {
    ...base,
    icon: "targets",
    colour: "gold",
    from: ["measure"],
    to: anything,
    properties: { role },
    as: asRelated,
  },
  flow: {
    ...base,
    icon: "flow",
    colour: "turquoise",
    from: ["wallet"],
    to: ["wallet"],
    title: ["total"],
    properties: {
      total: { kind: "amount", isRequired: true, as: { ftm: "summary" } },
      contract: { kind: "identifier" },
      count: { kind: "decimal" },
      firstAt: { kind: "date", timeline: "start", as: { ftm: "startDate" } },
      lastAt: { kind: "date", timeline: "end", as: { ftm: "endDate" } },
    },
    as: asRelated,
  },
  related: {
    ...base,
    icon: "related",
    colour: "grey",
    from: anything,
    to: anything,
    isDirected: false,
    title: ["role"],
    properties: { role, ...dated },
    as: asRelated,
  },
} as const satisfies Record<string, LinkEntry>;
