import type { ReactNode } from "react";
import { closeDialog } from "../state/desk.ts";
import { Dialog } from "../ui/dialog.tsx";
import { keysText } from "../ui/keys-text.ts";
import { useTranslate } from "../ui/translate.ts";
import { commands, sections } from "./registry.ts";

/** Every command that has keys, by section. */
export function ShortcutSheet(): ReactNode {
  const t = useTranslate();
  const withKeys = commands.filter(({ keys }) => keys.length > 0);
  return (
    <Dialog title={t("shell:shortcuts.title")} icon="key-enter" isOpen onClose={closeDialog} width="large">
      <p className="shell-muted">{t("shell:shortcuts.help")}</p>
      <div className="shell-shortcuts">
        {sections.map((section) => {
          const listed = withKeys.filter((command) => command.section === section);
          return (
            listed.length > 0 && (
              <section key={section}>
                <h3>{t(`shell:section.${section}`)}</h3>
                <dl>
                  {listed.map((command) => (
                    <div key={command.id}>
                      <dt>{t(command.titleKey)}</dt>
                      <dd>
                        {[...new Set(command.keys.map(keysText))].map((keys) => (
                          <kbd key={keys}>{keys}</kbd>
                        ))}
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            )
          );
        })}
      </div>
    </Dialog>
  );
}
