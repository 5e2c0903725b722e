import { useTranslate } from "../../ui/translate.ts";

/** Names layouts as a person reads them: those of a file are joined by " + ". */
export function useProfileNames(): (profile: string) => string {
  const t = useTranslate();
  return (profile) =>
    profile === ""
      ? t("intake:columns.unknown")
      : profile
          .split(" + ")
          .map((name) => t(`intake-rules:profile.${name}`))
          .join(" + ");
}
