import { KeywordMatch } from '@zhike/shared/contracts/keywords';
import { KeywordSet } from '@zhike/server/engines/keywords/keyword-set';
import { TimesWindow } from '@zhike/server/engines/keywords/times-window';
import { manyWords, messageMaker } from './lib/many-messages.ts';
import { printMachine, round, verdict } from './lib/report.ts';

const HELP = `npm run bench -- keywords [--messages 1000000] [--words 5000] [--sample 5000]

Matches messages against the keyword conditions of 500 rules (any, all, none of, near each other, N times within T) in one pass; beside it,
on a sample, one big alternation regular expression of the same words, which does not even know the conditions. Target: ≥ 20 ×.`;

const DAY = 86_400_000;
const RULES = 500;
const CUSTOMERS = 20_000;

async function main(args: string[]): Promise<void> {
  if (args.includes('--help')) return console.log(HELP);
  const option = (name: string, otherwise: number) =>
    args.includes(name) ? Number(args[args.indexOf(name) + 1]) : otherwise;
  const [messages, count, sample] = [
    option('--messages', 1_000_000),
    option('--words', 5_000),
    option('--sample', 5_000),
  ];
  printMachine();
  const words = manyWords(count);
  const conditions = rulesOf(words);
  const compiling = performance.now();
  const set = new KeywordSet(conditions);
  console.log(`${conditions.length} rules with ${count} words compiled in ${round(performance.now() - compiling)} ms`);

  const times = new TimesWindow<string>(3, 3 * DAY);
  const say = messageMaker(words);
  let [took, said, fired] = [0, 0, 0];
  for (let done = 0; done < messages; done += 10_000) {
    const batch = Array.from({ length: 10_000 }, say);
    const started = performance.now();
    for (const [index, text] of batch.entries()) {
      for (const { key } of set.match(text)) {
        said += 1;
        // Every tenth rule asks for three times within three days.
        if (key % 10 !== 0 || times.add(`${key}:${(done + index) % CUSTOMERS}`, (done + index) * 50)) fired += 1;
      }
    }
    took += performance.now() - started;
  }
  const ours = messages / (took / 1000);
  console.log(`${messages} messages: ${round(ours)}/s, ${said} conditions met, ${fired} would have acted`);

  const alternation = new RegExp([...words].sort((a, b) => b.length - a.length).join('|'), 'g');
  const texts = Array.from({ length: sample }, messageMaker(words));
  const started = performance.now();
  let found = 0;
  for (const text of texts) found += text.match(alternation)?.length ?? 0;
  const theirs = sample / ((performance.now() - started) / 1000);
  console.log(`alternation of ${count} words, ${sample} messages: ${round(theirs)}/s, ${found} words found`);
  verdict('keywords, one pass ÷ alternation', ours / theirs, { atLeast: 20, unit: '×' });
}

function rulesOf(words: readonly string[]): { key: number; match: KeywordMatch }[] {
  const share = Math.floor(words.length / RULES);
  return Array.from({ length: RULES }, (_, key) => {
    const own = words.slice(key * share, (key + 1) * share);
    const [first, second, third, ...rest] = own;
    const match =
      key % 5 === 1
        ? { any: rest, near: { words: [first!, second!], within: 10 } }
        : key % 5 === 2
          ? { any: own.slice(0, -2), none: own.slice(-2) }
          : key % 5 === 3
            ? { any: rest, all: [first!], none: [second!, third!] }
            : { any: own };
    return { key, match: KeywordMatch.parse(match) };
  });
}

await main(process.argv.slice(2));
