import axe from "axe-core";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

/**
 * What of the page breaks WCAG 2.2 A and AA, one line for each element. Looks when the page stands still: a dialog
 * half faded in has no contrast. Style sheets are not fetched again (axe would wait for the server of a busy
 * machine, and none of these rules reads them).
 */
export async function axeFaults(): Promise<readonly string[]> {
  await Promise.allSettled(
    document
      .getAnimations()
      .filter(ends)
      .map(({ finished }) => finished),
  );
  const { violations } = await axe.run(document.body, { runOnly: rules, preload: false });
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

const ends = ({ effect }: Animation): boolean => Number.isFinite(effect?.getComputedTiming().endTime);
