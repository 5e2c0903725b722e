import type { SharePlan } from "../../../shared/bundle/model.ts";

/** Another program's form that may go along with a bundle. */
export type InteropForm = NonNullable<SharePlan["interop"]>[number];

/** All of them, and where each lies in a bundle (`assets/docs/format/bundle.md`). */
export const interopForms = ["ftm", "stix", "case"] as const satisfies readonly InteropForm[];
export const interopPath: Readonly<Record<InteropForm, string>> = {
  ftm: "data/interop/ftm.ndjson",
  stix: "data/interop/stix.json",
  case: "data/interop/case.jsonld",
};
