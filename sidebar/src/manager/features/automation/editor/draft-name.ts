/** Part of the name: drafts of an older form are left alone. */
const VERSION = 1;

/** Whose draft, and of which rule. */
export const draftName = (ownerUserId: string, ruleId = 'new'): string =>
  `rule-draft:${VERSION}:${ownerUserId}:${ruleId}`;
