/** Part of the name: drafts of an older form are left alone. */
const VERSION = 2;

/** Whose draft, of which rule, and beginning with which older version if it is brought back. */
export const draftName = (ownerUserId: string, ruleId = 'new', version?: number): string =>
  `rule-draft:${VERSION}:${ownerUserId}:${ruleId}${version === undefined ? '' : `:${version}`}`;
