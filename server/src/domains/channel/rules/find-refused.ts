/**
 * WeCom refuses a whole list for one member it does not take, without saying which. Halving the list finds them: for one among n
 * about 2·log₂ n calls. `attempt` says whether WeCom takes a list; an error it throws ends the search.
 */
export async function findRefused(
  userIds: readonly string[],
  attempt: (userIds: string[]) => Promise<boolean>,
): Promise<string[]> {
  const refusedWithin = async (part: string[]): Promise<string[]> => {
    if (part.length === 0 || (await attempt(part))) return [];
    if (part.length === 1) return part;
    const middle = part.length >> 1;
    return [...(await refusedWithin(part.slice(0, middle))), ...(await refusedWithin(part.slice(middle)))];
  };
  if (userIds.length <= 1) return [...userIds];
  // The whole list is known to be refused: that is why somebody asks.
  const middle = userIds.length >> 1;
  return [...(await refusedWithin(userIds.slice(0, middle))), ...(await refusedWithin(userIds.slice(middle)))];
}
