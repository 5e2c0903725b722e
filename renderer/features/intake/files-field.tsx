import { type DragEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { type ChosenFiles, filesOfDrop, filesOfInput, filesOfPaste, isTextTarget } from "../../state/chosen-files.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { useFormat } from "../../ui/format.ts";
import { SafeText } from "../../ui/safe-text.tsx";
import { useTranslate } from "../../ui/translate.ts";

interface FilesFieldProps {
  readonly chosen: ChosenFiles;
  /** Hears what comes beside it. */
  readonly onMore: (more: ChosenFiles) => void;
  readonly onDrop: (at: number) => void;
  readonly isDisabled: boolean;
}

/** Files, a folder, what is dropped here and what is pasted; the list of what was chosen, with each to be let go. */
export function FilesField({ chosen, onMore, onDrop, isDisabled }: FilesFieldProps): ReactNode {
  return (
    <>
      <Zone onMore={onMore} isDisabled={isDisabled} />
      {chosen.files.length > 0 && <ChosenList chosen={chosen} onDrop={onDrop} isDisabled={isDisabled} />}
    </>
  );
}

function Zone({ onMore, isDisabled }: Pick<FilesFieldProps, "onMore" | "isDisabled">): ReactNode {
  const t = useTranslate();
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  usePaste(isDisabled ? null : onMore);
  const over = (event: DragEvent, isInside: boolean): void => {
    event.preventDefault();
    event.stopPropagation();
    setOver(isInside);
  };
  const drop = (event: DragEvent): void => {
    over(event, false);
    if (!isDisabled) void filesOfDrop(event.dataTransfer).then(onMore);
  };
  const input = (isFolder: boolean): ReactNode => (
    <input
      ref={isFolder ? folder : files}
      type="file"
      hidden
      multiple
      // The only way a browser asks for a folder.
      {...(isFolder ? { webkitdirectory: "" } : {})}
      aria-label={t(isFolder ? "add-exhibit:folder" : "add-exhibit:choose")}
      onChange={(event) => {
        onMore(filesOfInput(event.currentTarget.files));
        event.currentTarget.value = "";
      }}
    />
  );
  return (
    <section
      aria-label={t("add-exhibit:files")}
      className={isOver ? "ui-file ui-file-over" : "ui-file"}
      onDragOver={(event) => over(event, true)}
      onDragLeave={(event) => over(event, false)}
      onDrop={drop}
    >
      <div className="add-exhibit-ways">
        <Button icon="document-open" autoFocus isDisabled={isDisabled} onClick={() => files.current?.click()}>
          {t("add-exhibit:choose")}
        </Button>
        <Button icon="folder-open" isDisabled={isDisabled} onClick={() => folder.current?.click()}>
          {t("add-exhibit:folder")}
        </Button>
      </div>
      {input(false)}
      {input(true)}
      <span>{t("add-exhibit:help")}</span>
    </section>
  );
}

/** What is pasted while nothing is typed: a picture of the screen, files, or a text. */
function usePaste(onMore: FilesFieldProps["onMore"] | null): void {
  const latest = useRef(onMore);
  latest.current = onMore;
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      if (event.clipboardData === null || isTextTarget(event.target)) return;
      const pasted = filesOfPaste(event.clipboardData, Date.now());
      if (pasted.files.length > 0) latest.current?.(pasted);
    };
    window.addEventListener("paste", paste);
    return () => window.removeEventListener("paste", paste);
  }, []);
}

function ChosenList({ chosen, onDrop, isDisabled }: Omit<FilesFieldProps, "onMore">): ReactNode {
  const t = useTranslate();
  const format = useFormat();
  const bytes = chosen.files.reduce((sum, { file }) => sum + file.size, 0);
  return (
    <div className="add-exhibit-chosen">
      <div className="add-exhibit-total" role="status">
        {t("add-exhibit:chosen", { count: chosen.files.length, bytes: format.bytes(bytes) })}
      </div>
      <ul className="add-exhibit-list" tabIndex={0} aria-label={t("add-exhibit:list")}>
        {chosen.files.map(({ file, path }, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two files may be called alike
          <li key={at}>
            <span className="add-exhibit-name">
              <SafeText text={path || file.name} />
            </span>
            <span className="tabular add-exhibit-size">{format.bytes(file.size)}</span>
            {!isDisabled && (
              <IconButton isSmall icon="small-cross" label={t("add-exhibit:leaveOut", { name: file.name })} onClick={() => onDrop(at)} />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
