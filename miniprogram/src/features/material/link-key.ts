const KEY = /^[0-9A-Za-z]{10}$/;

/** The key of a tracked link as the page was opened with it; null when it cannot be one. */
export const linkKeyOf = (given: string | undefined): string | null => (given && KEY.test(given) ? given : null);

/** Once a page has been read, its address carries the reader's own link: that is the one to pass on. */
export const linkKeyIn = (address: string | undefined): string | null =>
  linkKeyOf(/\/t\/(\w+)/.exec(address ?? '')?.[1]);
