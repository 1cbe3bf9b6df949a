import type { ConversationKind } from './entity.ts';

/** What one person said to archiving, and when (business time). */
export interface ConsentGiven {
  status: 'agreed' | 'refused';
  at: number;
}

/**
 * Pure. Of a single chat the customer decides. A group is shown as soon as one of its customers has agreed: whoever refuses is not
 * archived there (doc 91361), and what she said before is hidden by itself; only where everybody refuses nothing is shown.
 * null: nobody has said anything, so nothing changes.
 */
export function decideConsent(kind: ConversationKind, given: readonly ConsentGiven[]): ConsentGiven | null {
  const latest = (status: ConsentGiven['status']) => {
    const times = given.filter((one) => one.status === status).map((one) => one.at);
    return times.length > 0 ? { status, at: Math.max(...times) } : null;
  };
  return kind === 'group' ? (latest('agreed') ?? latest('refused')) : (latest('refused') ?? latest('agreed'));
}
