import { Checkbox, HTMLSelect, InputGroup, Radio, RadioGroup, Switch, TextArea } from "@blueprintjs/core";
import { type DragEvent, type KeyboardEvent, type ReactNode, type RefObject, useEffect, useId, useRef, useState } from "react";
import { Button, IconButton } from "./button.tsx";
import { SafeText } from "./safe-text.tsx";
import { useTextLimit } from "./text-limit.ts";
import { useTranslate } from "./translate.ts";
import { isoDateOf, writtenDateOf } from "./written-date.ts";
import "./field.css";

interface FrameProps {
  readonly label: string;
  readonly error?: string | undefined;
  readonly help?: ReactNode;
  readonly isRequired?: boolean;
  readonly id?: string;
}
interface TextFieldProps extends FrameProps {
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly isMono?: boolean;
  readonly isDisabled?: boolean;
  readonly placeholder?: string;
  readonly autoFocus?: boolean;
  readonly onEnter?: () => void;
  readonly onBlur?: () => void;
  /** Characters at most; what a value may hold unless said otherwise. Shown when it draws near. */
  readonly limit?: number;
}

/** Label, help and error around one control; gives the control its id and descriptions. */
export function FieldFrame({
  label,
  error,
  help,
  isRequired = false,
  id,
  className,
  children,
}: FrameProps & { readonly className?: string; readonly children: (wiring: Wiring) => ReactNode }): ReactNode {
  const made = useId();
  const controlId = id ?? made;
  const noteId = `${controlId}-note`;
  const hasNote = error !== undefined || help !== undefined;
  const wiring: Wiring = {
    id: controlId,
    "aria-invalid": error !== undefined,
    "aria-required": isRequired,
    ...(hasNote ? { "aria-describedby": noteId } : {}),
  };
  return (
    <div className={className === undefined ? "ui-field" : `ui-field ${className}`}>
      <label htmlFor={controlId}>
        {label}
        {isRequired && (
          <span className="ui-field-required" aria-hidden={true}>
            *
          </span>
        )}
      </label>
      {children(wiring)}
      {hasNote && (
        <div id={noteId} className={error === undefined ? "ui-field-help" : "ui-field-error"}>
          {error ?? help}
        </div>
      )}
    </div>
  );
}
export interface Wiring {
  readonly id: string;
  readonly "aria-invalid": boolean;
  readonly "aria-required": boolean;
  readonly "aria-describedby"?: string;
}

/** A field that opens with the focus has all its text chosen: it is mostly written over. Later nothing is chosen, since choosing takes the focus. */
function useChosenAtFirst(autoFocus = false): RefObject<HTMLInputElement | null> {
  const input = useRef<HTMLInputElement>(null);
  const opensWithFocus = useRef(autoFocus);
  useEffect(() => {
    if (opensWithFocus.current) input.current?.select();
  }, []);
  return input;
}

/** One line of text. */
export function TextField(props: TextFieldProps): ReactNode {
  const { error: lengthError, left, change, paste } = useTextLimit(props);
  const error = lengthError ?? props.error;
  const input = useChosenAtFirst(props.autoFocus);
  return (
    <FieldFrame {...props} error={error} help={left ?? props.help} {...(props.isMono === true ? { className: "ui-field-mono" } : {})}>
      {(wiring) => (
        <InputGroup
          {...wiring}
          {...inputProps({ ...props, onChange: change })}
          inputRef={input}
          intent={error === undefined ? "none" : "danger"}
          spellCheck={false}
          autoComplete="off"
          onPaste={paste}
        />
      )}
    </FieldFrame>
  );
}

/** A secret, with a button that shows it. `strength` is 0 (weakest) to 4, with its words. */
export function PasswordField(
  props: TextFieldProps & { readonly strength?: { readonly level: 0 | 1 | 2 | 3 | 4; readonly text: string } },
): ReactNode {
  const t = useTranslate();
  const [isShown, show] = useState(false);
  const eye = (
    <IconButton
      isSmall
      icon={isShown ? "eye-off" : "eye-open"}
      label={t(isShown ? "common:password.hide" : "common:password.show")}
      onClick={() => show(!isShown)}
    />
  );
  return (
    <FieldFrame {...props} help={props.strength === undefined ? props.help : props.strength.text || props.help}>
      {(wiring) => (
        <>
          <InputGroup
            {...wiring}
            {...inputProps(props)}
            type={isShown ? "text" : "password"}
            rightElement={eye}
            intent={props.error === undefined ? "none" : "danger"}
            autoComplete="off"
            spellCheck={false}
          />
          {props.strength && (
            <div className="ui-strength" data-level={props.strength.level} aria-hidden={true}>
              <div style={{ width: `${props.strength.level * 25}%` }} />
            </div>
          )}
        </>
      )}
    </FieldFrame>
  );
}

/** Several lines of text. */
export function TextAreaField(props: TextFieldProps & { readonly rows?: number }): ReactNode {
  const { error: lengthError, left, change, paste } = useTextLimit(props);
  return (
    <FieldFrame
      {...props}
      error={lengthError ?? props.error}
      help={left ?? props.help}
      {...(props.isMono === true ? { className: "ui-field-mono" } : {})}
    >
      {(wiring) => (
        <TextArea
          {...wiring}
          value={props.value}
          rows={props.rows ?? 3}
          disabled={props.isDisabled === true}
          placeholder={props.placeholder ?? ""}
          spellCheck={false}
          autoFocus={props.autoFocus === true}
          onChange={(event) => change(event.currentTarget.value)}
          onPaste={paste}
        />
      )}
    </FieldFrame>
  );
}

export interface FieldOption {
  readonly value: string;
  readonly label: string;
}

/** One of a few, closed. */
export function SelectField(
  props: FrameProps & {
    readonly value: string;
    readonly options: readonly FieldOption[];
    readonly onChange: (value: string) => void;
    readonly isDisabled?: boolean;
  },
): ReactNode {
  return (
    <FieldFrame {...props}>
      {(wiring) => (
        <HTMLSelect
          {...wiring}
          fill
          value={props.value}
          disabled={props.isDisabled === true}
          options={props.options.map(({ value, label }) => ({ value, label }))}
          onChange={(event) => props.onChange(event.currentTarget.value)}
        />
      )}
    </FieldFrame>
  );
}

interface SwitchProps {
  readonly label: ReactNode;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
  readonly isDisabled?: boolean;
  readonly id?: string;
}

/** Yes or no, as a tick. */
export function CheckField({ label, isOn, onChange, isDisabled = false, id }: SwitchProps): ReactNode {
  return (
    <Checkbox {...(id === undefined ? {} : { id })} checked={isOn} disabled={isDisabled} onChange={(event) => onChange(event.currentTarget.checked)}>
      {label}
    </Checkbox>
  );
}

/** On or off, at once. */
export function SwitchField({ label, isOn, onChange, isDisabled = false, id }: SwitchProps): ReactNode {
  return (
    <Switch
      {...(id === undefined ? {} : { id })}
      checked={isOn}
      disabled={isDisabled}
      onChange={(event) => onChange(event.currentTarget.checked)}
      innerLabel=""
    >
      {label}
    </Switch>
  );
}

/** One of a few, open. */
export function RadioField({
  label,
  value,
  options,
  onChange,
  isInline = false,
}: {
  readonly label: string;
  readonly value: string;
  readonly options: readonly FieldOption[];
  readonly onChange: (value: string) => void;
  readonly isInline?: boolean;
}): ReactNode {
  return (
    <fieldset className="ui-radios">
      <legend>{label}</legend>
      <RadioGroup aria-label={label} inline={isInline} selectedValue={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map((option) => (
          <Radio key={option.value} value={option.value} label={option.label} />
        ))}
      </RadioGroup>
    </fieldset>
  );
}

interface DateFieldProps {
  readonly label: string;
  /** ISO 8601 of any precision ("2024", "2024-03", "2024-03-28"); "" = none. */
  readonly value: string;
  /** Hears only what is a date, or "" for none. */
  readonly onChange: (iso: string) => void;
  readonly error?: string | undefined;
  readonly help?: string;
  readonly isRequired?: boolean;
  readonly id?: string;
  readonly autoFocus?: boolean;
}

/** A date as people here write it: 28.03.2024, 03.2024 or 2024. */
export function DateField({ value, onChange, error, help, ...rest }: DateFieldProps): ReactNode {
  const t = useTranslate();
  const [typed, setTyped] = useState<string | null>(null);
  const iso = typed === null ? value : isoDateOf(typed);
  const change = (text: string): void => {
    setTyped(text);
    const read = isoDateOf(text);
    if (read !== null) onChange(read);
  };
  const shownError = iso === null ? t("common:date.invalid") : error;
  return (
    <TextField
      {...rest}
      value={typed ?? writtenDateOf(value)}
      onChange={change}
      onBlur={() => iso !== null && setTyped(null)}
      placeholder={t("common:date.placeholder")}
      help={help ?? t("common:date.help")}
      {...(shownError === undefined ? {} : { error: shownError })}
    />
  );
}

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
      {chosen === undefined ? (
        <span>{help ?? t("common:file.drop")}</span>
      ) : (
        <strong className="ui-file-name">
          <SafeText text={chosen} />
        </strong>
      )}
    </section>
  );
}

function inputProps({ value, onChange, isDisabled = false, placeholder, autoFocus, onEnter, onBlur }: TextFieldProps) {
  return {
    value,
    disabled: isDisabled,
    onValueChange: onChange,
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(autoFocus === undefined ? {} : { autoFocus }),
    ...(onBlur === undefined ? {} : { onBlur }),
    ...(onEnter === undefined
      ? {}
      : {
          onKeyDown: (event: KeyboardEvent) => {
            if (event.key === "Enter" && !event.nativeEvent.isComposing) onEnter();
          },
        }),
  };
}
