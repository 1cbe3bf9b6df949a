const KEY = 'zhike.recent-tags';
const AT_MOST = 8;

/** Tags this person put on somebody lately, newest first. Ids only, on this device. */
export function recentTagIds(): string[] {
  try {
    const ids: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(ids) ? ids.filter((id) => typeof id === 'string') : [];
  } catch {
    // No storage, or not ours any more: nothing is recent.
    return [];
  }
}

export function rememberTag(tagId: string): void {
  const ids = [tagId, ...recentTagIds().filter((id) => id !== tagId)].slice(0, AT_MOST);
  try {
    localStorage.setItem(KEY, JSON.stringify(ids));
  } catch {
    // Recent tags are a convenience; without storage there are none.
  }
}
