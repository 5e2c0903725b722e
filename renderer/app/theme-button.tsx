import type { ReactNode } from "react";
import { useDesk } from "../state/desk.ts";
import { IconButton } from "../ui/button.tsx";
import { useTranslate } from "../ui/translate.ts";
import { runCommand } from "./registry.ts";

/** Light or dark; the icon shows where the click leads. */
export function ThemeButton(): ReactNode {
  const t = useTranslate();
  const theme = useDesk((desk) => desk.theme);
  return <IconButton icon={theme === "dark" ? "flash" : "moon"} label={t("shell:command.theme")} onClick={() => runCommand("app.theme")} />;
}
