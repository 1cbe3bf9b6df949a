/** The number is part of the name: drafts of an older form are left alone. */
export const sopDraftName = (ownerUserId: string, sopId = 'new'): string => `sop-draft:1:${ownerUserId}:${sopId}`;
