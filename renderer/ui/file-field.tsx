import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { Button } from "./button.tsx";
import { SafeText } from "./safe-text.tsx";
import { useTranslate } from "./translate.ts";
import "./field.css";

interface FileFieldProps {
  readonly label: string;
  /** As of an <input type=file>: ".csv,.txt". */
  readonly accept: string;
  readonly onFile: (file: File) => void;
  /** Name of the file that was chosen. */
  readonly chosen?: string;
  readonly help?: string;
  readonly autoFocus?: boolean;
  readonly isDisabled?: boolean;
}

/** A button that asks for one file, in a zone that takes a dropped one. */
export function FileField({ label, accept, onFile, chosen, help, autoFocus, isDisabled = false }: FileFieldProps): ReactNode {
  const t = useTranslate();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null): void => {
    const file = files?.[0];
    if (file !== undefined) onFile(file);
  };
  const over = (event: DragEvent, isInside: boolean): void => {
    event.preventDefault();
    event.stopPropagation();
    setOver(isInside);
  };
  const drop = (event: DragEvent): void => {
    over(event, false);
    if (!isDisabled) take(event.dataTransfer.files);
  };
  return (
    <section
      aria-label={label}
      className={isOver ? "ui-file ui-file-over" : "ui-file"}
      onDragOver={(event) => over(event, true)}
      onDragLeave={(event) => over(event, false)}
      onDrop={drop}
    >
      <Button icon="document-open" isDisabled={isDisabled} {...(autoFocus === undefined ? {} : { autoFocus })} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input ref={input} type="file" hidden accept={accept} aria-label={label} onChange={(event) => take(event.currentTarget.files)} />
      {chosen === undefined ? <span>{help ?? t("common:file.drop")}</span> : <strong className="ui-file-name"><SafeText text={chosen} /></strong>}
    </section>
  );
}
