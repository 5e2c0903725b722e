import type { ReactNode } from "react";
import { EmptyState } from "./empty-state.tsx";
import { useTranslate } from "./translate.ts";

/** In the place of a list of which only a part is here: what is missing in it would be taken for what is not in the case. */
export function Coming(): ReactNode {
  const t = useTranslate();
  return <EmptyState icon="time" title={t("common:coming.title")} description={t("common:coming.description")} />;
}
