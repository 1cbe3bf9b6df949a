import { textOf } from '@zhike/shared/chat-content';
import type { ChatMark } from '@zhike/shared/contracts/chat';
import { placesOf, placesOfAll } from '../../engines/keywords/places.ts';
import type { Tx } from '../../platform/database/tx.ts';
import { wordsOfRules } from '../automation/listening.ts';
import { loadRuleSet } from '../automation/rule-set.ts';
import type { ChatConversationRow } from '../chat-archive/entity.ts';
import type { ChatMessage } from '../chat-archive/read-chat.ts';
import type { MemberViewer } from '../corp/viewer.ts';
import { loadLookFor } from '../quality/look-for.ts';

/** Says which pieces of a message rules and quality checks look for now; what is being watched for is told to those who lead only. */
export async function loadMarker(
  tx: Tx,
  { role }: Pick<MemberViewer, 'role'>,
  timeZone: string,
): Promise<
  (message: ChatMessage, conversation: Pick<ChatConversationRow, 'kind' | 'chatId' | 'userId'>) => ChatMark[]
> {
  const rules = await loadRuleSet(tx);
  const lookFor = role === 'rep' ? null : await loadLookFor(tx);
  return (message, { kind, chatId }) => {
    const text = textOf(message.content);
    if (text === '' || message.sender.kind === 'robot') return [];
    const said = { conversationKind: kind, chatId, from: message.sender, sentAt: message.sentAt, text };
    const found = [
      ...wordsOfRules(rules, said, timeZone).map(({ ruleName, words }) => ({
        kind: 'rule' as const,
        label: ruleName,
        words,
      })),
      ...(lookFor?.words.match(text) ?? []).flatMap(({ key, words }) => {
        const { name, speaker } = lookFor!.groups[key]!;
        return speaker === 'both' || speaker === message.sender.kind
          ? [{ kind: 'quality' as const, label: name, words }]
          : [];
      }),
    ];
    if (found.length === 0) return [];
    const places = placesOfAll(text, [...new Set(found.flatMap(({ words }) => words))]);
    return found.flatMap(({ kind: markKind, label, words }) =>
      words.flatMap((word) => (places.get(word) ?? []).map((place) => ({ ...place, kind: markKind, label }))),
    );
  };
}

export function searchMarks(message: ChatMessage, text: string): ChatMark[] {
  return placesOf(textOf(message.content), text).map((place) => ({ ...place, kind: 'search' as const, label: text }));
}
