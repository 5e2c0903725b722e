import { type ReactNode, type RefObject, useLayoutEffect, useRef } from "react";
import { openButtonId } from "../features/looking/looking-banner.tsx";
import { useCaseMirror, useIsEditable } from "../state/case-mirror.ts";
import { useDesk } from "../state/desk.ts";
import { Button, IconButton } from "../ui/button.tsx";
import { Icon, isIconName } from "../ui/icon.tsx";
import { keysText } from "../ui/keys-text.ts";
import { commandEntries, type MenuEntry, showCommandMenu } from "../ui/menu.tsx";
import { SafeText } from "../ui/safe-text.tsx";
import { HandlingTag } from "../ui/tag.tsx";
import { useTranslate } from "../ui/translate.ts";
import { commandTitle } from "./command-title.ts";
import { ThemeButton } from "./theme-button.tsx";
import { commandById, commands, runCommand } from "./registry.ts";

/** 40 pixels: menu, where we are, undo and redo, what one does most, search, look and lock. */
export function ToolBar(): ReactNode {
  const t = useTranslate();
  const screen = useDesk((desk) => desk.screen);
  const isInCase = screen === "workbench";
  const bar = useRef<HTMLElement>(null);
  useRoomForName(bar);
  return (
    <header ref={bar} className="shell-bar" data-panel="toolbar">
      <MenuButton />
      <Breadcrumb />
      <span className="shell-bar-gap" />
      {isInCase && <HistoryButtons />}
      {isInCase && (
        <div className="shell-case-buttons">
          <CommandButtons ids={caseButtons} />
        </div>
      )}
      <SearchButton />
      {isInCase && <CommandButtons ids={shareButtons} isPrimary />}
      <ThemeButton />
      <IconButton icon="lock" label={withKeys(t("shell:command.lock"), "app.lock")} onClick={() => runCommand("app.lock")} />
    </header>
  );
}

/** Where the name of the case would be cut, the buttons before the search show their icons only: the name matters more than a label. */
function useRoomForName(bar: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const header = bar.current;
    if (header === null) return;
    const measure = (): void => {
      header.classList.remove("shell-bar-tight");
      const name = header.querySelector(".shell-crumb-case strong");
      if (name !== null && name.scrollWidth > name.clientWidth) header.classList.add("shell-bar-tight");
    };
    measure();
    // Words come in another language, names change, the window is drawn wider: each time it is measured anew.
    const sizes = new ResizeObserver(measure);
    sizes.observe(header);
    const words = new MutationObserver(measure);
    words.observe(header, { subtree: true, childList: true, characterData: true });
    void document.fonts.ready.then(measure);
    return () => {
      sizes.disconnect();
      words.disconnect();
    };
  }, [bar]);
}

const caseButtons = ["intake.import", "entity.add", "entity.link", "exchange.receive"] as const;
const shareButtons = ["exchange.share"] as const;

function MenuButton(): ReactNode {
  const t = useTranslate();
  const place = useRef<HTMLSpanElement>(null);
  const open = (): void => {
    const box = place.current?.getBoundingClientRect();
    if (box !== undefined) showCommandMenu({ x: box.left, y: box.bottom + 2 }, menuOfAll());
  };
  return (
    <span ref={place}>
      <IconButton icon="menu" label={t("common:menu")} onClick={open} />
    </span>
  );
}

/** What is not a button of the bar or of a panel: the case, the look of the window, exchange and help; a line between sections. */
function menuOfAll(): readonly (MenuEntry | "divider")[] {
  const groups = (["case", "view", "exchange", "help"] as const).map((section) =>
    commands.filter((command) => command.section === section && command.scope === null && !isOfPanel(command.id)),
  );
  return groups.filter((group) => group.length > 0).flatMap((group, at) => [...(at === 0 ? [] : (["divider"] as const)), ...commandEntries(group)]);
}

/** Commands that are seen where they work, and need no line in the menu. */
function isOfPanel(id: string): boolean {
  return /^(table|navigator|graph)\./.test(id) || /Panel$/.test(id);
}

function Breadcrumb(): ReactNode {
  const t = useTranslate();
  const opened = useCaseMirror((mirror) => mirror.opened);
  return (
    <nav className="shell-crumbs" aria-label={t("shell:breadcrumb")}>
      <ol>
        <li>
          {opened === null ? (
            <strong>{t("shell:cases")}</strong>
          ) : (
            <button type="button" className="shell-crumb" onClick={() => runCommand("app.closeCase")}>
              <Icon name="briefcase" />
              {t("shell:cases")}
            </button>
          )}
        </li>
        {opened !== null && (
          <li aria-current="page" className="shell-crumb-case">
            <Icon name="chevron-right" size={12} />
            <strong>
              <SafeText text={[opened.number, opened.title].filter(Boolean).join(" ")} />
            </strong>
            <HandlingTag handling={opened.handling} />
          </li>
        )}
      </ol>
    </nav>
  );
}

function HistoryButtons(): ReactNode {
  const t = useTranslate();
  // What is done and undone decides what they say, and whether there is a chart to turn steps of its view on.
  useCaseMirror((mirror) => mirror.version);
  // A repair makes a case editable after its history was told.
  useCaseMirror((mirror) => mirror.opened);
  useDesk((desk) => desk.viewSteps);
  useDesk((desk) => desk.hasChart);
  useDesk((desk) => desk.turnsWaiting);
  return (
    <div className="shell-group">
      {(["undo", "redo"] as const).map((way) => {
        const command = commandById(`app.${way}`);
        if (command === undefined) return null;
        const label = withKeys(commandTitle(command, t), command.id);
        return <IconButton key={way} icon={way} label={label} isDisabled={!command.isEnabled()} onClick={() => runCommand(command.id)} />;
      })}
      <LookingButton />
    </div>
  );
}

function LookingButton(): ReactNode {
  const t = useTranslate();
  const isOpen = useDesk((desk) => desk.isLookingOpen);
  const label = withKeys(t("looking:command.open"), "looking.open");
  return <IconButton id={openButtonId} icon="time" label={label} isActive={isOpen} onClick={() => runCommand("looking.open")} />;
}

function CommandButtons({ ids, isPrimary = false }: { readonly ids: readonly string[]; readonly isPrimary?: boolean }): ReactNode {
  const t = useTranslate();
  useIsEditable(); // looking back turns off what changes the case
  return ids.map((id) => {
    const command = commandById(id);
    if (command === undefined) return null;
    const title = t(command.titleKey);
    return (
      <Button
        key={id}
        isMinimal={!isPrimary}
        intent={isPrimary ? "primary" : "none"}
        title={withKeys(title, id)}
        {...(isIconName(command.icon) ? { icon: command.icon } : {})}
        isDisabled={!command.isEnabled()}
        onClick={() => runCommand(id)}
      >
        {title}
      </Button>
    );
  });
}

function SearchButton(): ReactNode {
  const t = useTranslate();
  return (
    <button type="button" className="shell-search" title={withKeys(t("shell:search"), "app.palette")} onClick={() => runCommand("app.palette")}>
      <Icon name="search" />
      <span>{t("shell:search")}</span>
      <kbd className="ui-keys">{keysText("$mod+KeyK")}</kbd>
    </button>
  );
}

function withKeys(title: string, id: string): string {
  const pattern = commandById(id)?.keys[0];
  return pattern === undefined ? title : `${title} (${keysText(pattern)})`;
}
