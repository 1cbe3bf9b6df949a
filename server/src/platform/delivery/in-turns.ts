/**
 * Some of each in turn: a large one does not keep the others waiting, and what fails in one holds up no other; it is thrown at the end, for
 * the command to be tried again.
 * @param step does a portion of one; true while there is more of it
 * @returns whether nothing is left; false when the time was over first
 */
export async function inTurns(
  ids: readonly string[],
  step: (id: string) => Promise<boolean>,
  { isInTime }: { isInTime: () => boolean },
): Promise<boolean> {
  const errors: unknown[] = [];
  let left = ids;
  while (left.length > 0 && isInTime()) {
    const more: string[] = [];
    for (const id of left)
      try {
        if (await step(id)) more.push(id);
      } catch (error) {
        errors.push(error);
      }
    left = more;
  }
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} of ${ids.length} failed`);
  return left.length === 0;
}
