import { pinyin } from 'pinyin-pro';

const MAX_SORT_CHARS = 200;
const MAX_SEARCH_CHARS = 512;

/** How a member is put in order and found: 张伟 sorts as `zhangwei` and is found by `zw`, `zhang`, 张 or her id. */
export function nameKeys(member: { userId: string; name: string; alias: string | null }) {
  const syllables = pinyin(member.name, { toneType: 'none', type: 'array', nonZh: 'consecutive' }).map((part) =>
    part.toLowerCase().trim(),
  );
  const spelled = syllables.join('');
  const initials = syllables.map((syllable) => syllable[0] ?? '').join('');
  const words = [member.name, member.alias ?? '', member.userId, spelled, initials];
  return {
    sortName: (spelled || member.userId.toLowerCase()).slice(0, MAX_SORT_CHARS),
    searchText: words.filter(Boolean).join(' ').toLowerCase().slice(0, MAX_SEARCH_CHARS),
  };
}
