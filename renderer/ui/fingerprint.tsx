import type { ReactNode } from "react";
import "./fingerprint.css";

/** A fingerprint to be read aloud: 8 groups of 5 digits in two rows of four. */
export function Fingerprint({
  text,
  label,
  isLarge = false,
}: {
  readonly text: string;
  readonly label: string;
  readonly isLarge?: boolean;
}): ReactNode {
  return (
    <figure className={isLarge ? "ui-fingerprint ui-fingerprint-large" : "ui-fingerprint"}>
      <figcaption className="visually-hidden">{label}</figcaption>
      {fingerprintGroups(text).map((group) => (
        <span key={group.place}>{group.digits}</span>
      ))}
    </figure>
  );
}

/** The groups of a fingerprint with their places, from 1. */
export function fingerprintGroups(text: string): readonly { readonly place: number; readonly digits: string }[] {
  return text
    .split(/\s+/)
    .filter(Boolean)
    .map((digits, at) => ({ place: at + 1, digits }));
}
