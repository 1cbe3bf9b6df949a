import type { Happening, SaidHappening } from '@zhike/shared/contracts/automation-rule';
import type { KeywordHit } from '../../engines/keywords/keyword-set.ts';
import { isListenedTo, isSaid, type Said } from '../../engines/rules/happenings.ts';
import type { AbsenceRule, MessageRule, RuleSet } from './rule-set.ts';

/** Whose words a message says: the place of a message rule in `messageRules`, or something that a rule waits for. */
export type WordsOf = number | SaidHappening;
export type Heard = readonly KeywordHit<WordsOf>[];

/** All words of all rules that a message says, in one pass. */
export function hear({ keywords }: RuleSet, text: string): Heard {
  return text === '' || keywords.size === 0 ? [] : keywords.match(text);
}

/** The message rules whose keywords, speaker, place and hours fit, in their order. */
export function listening(
  { messageRules, wordless }: RuleSet,
  message: Said,
  heard: Heard,
  timeZone: string,
): { rule: MessageRule; words: string[] }[] {
  const said = heard.flatMap(({ key, words }) => (typeof key === 'number' ? [{ key, words }] : []));
  if (said.length + wordless.length === 0) return [];
  return [...said, ...wordless.map((key) => ({ key, words: [] as string[] }))]
    .toSorted((a, b) => a.key - b.key)
    .map(({ key, words }) => ({ rule: messageRules[key]!, words }))
    .filter(({ rule }) => isListenedTo(rule.definition.when, message, timeZone));
}

/** Whether a message is what a rule waits for: said by whom it should be, and with its words. */
export function isAwaited(happening: Happening, message: Said, heard: Heard): boolean {
  if (happening.kind !== 'said' || !isSaid(happening, message)) return false;
  return !happening.keywords || heard.some(({ key }) => key === happening);
}

export const saidIn = ({ definition: { when } }: Pick<AbsenceRule, 'definition'>): SaidHappening[] =>
  [when.start, ...when.unless].filter((one): one is SaidHappening => one.kind === 'said');

/** Which words of which rules a message says where they count, for whoever shows it. */
export function wordsOfRules(
  set: RuleSet,
  { text, ...message }: Said & { text: string },
  timeZone: string,
): { ruleName: string; words: readonly string[] }[] {
  const heard = hear(set, text);
  const awaited = set.absenceRules.flatMap((rule) =>
    saidIn(rule).flatMap((one) =>
      isAwaited(one, message, heard)
        ? [{ ruleName: rule.name, words: heard.find(({ key }) => key === one)?.words ?? [] }]
        : [],
    ),
  );
  const listened = listening(set, message, heard, timeZone).map(({ rule, words }) => ({ ruleName: rule.name, words }));
  return [...listened, ...awaited];
}
