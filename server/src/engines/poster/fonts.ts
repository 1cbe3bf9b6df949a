import { GlobalFonts } from '@napi-rs/canvas';
import { graphemes } from '@zhike/shared/formulas/poster/units';
import { createRequire } from 'node:module';
import { FontCoverage } from './font-coverage.ts';

const require = createRequire(import.meta.url);
const regular = require.resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf');
const bold = require.resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf');
const emoji = require.resolve('@expo-google-fonts/noto-color-emoji/400Regular/NotoColorEmoji_400Regular.ttf');

export const POSTER_FONTS = '"Zhike Poster Sans", "Zhike Poster Emoji"';

/** Fonts come with our packages: a poster looks the same on every machine, whatever is installed there. */
export function registerFonts(): void {
  for (const file of [regular, bold]) GlobalFonts.registerFromPath(file, 'Zhike Poster Sans');
  GlobalFonts.registerFromPath(emoji, 'Zhike Poster Emoji');
}

/** All of 通用规范汉字表 is there, and 6,500 characters more; some of the 60,000 others are in names. */
export const UNKNOWN_HAN = '〓';

let coverage: { sans: FontCoverage; emoji: FontCoverage } | undefined;

/** Joiners, variation selectors and tags have no sign of their own. */
const isJoiner = (point: number) =>
  point === 0x200d || (point >= 0xfe00 && point <= 0xfe0f) || (point >= 0xe0020 && point <= 0xe007f) || point === 0x0a;

/**
 * A text with signs our fonts have. Ornamental letters (`𝓛𝓲𝓵𝔂`) become plain ones; what no font shows is left out, because an empty
 * square in a name looks broken. But a name without one of its Han characters is another name: 〓 stands there, as in print.
 */
export function showable(text: string): string {
  coverage ??= { sans: FontCoverage.read(regular), emoji: FontCoverage.read(emoji) };
  const { sans: letters, emoji: pictures } = coverage;
  const isShown = (sign: string) => {
    const points = Array.from(sign, (one) => one.codePointAt(0)!).filter((point) => !isJoiner(point));
    return points.every((point) => letters.has(point)) || points.every((point) => pictures.has(point));
  };
  const plain = (sign: string) => {
    const shown = Array.from(sign.normalize('NFKC')).filter(isShown).join('');
    return shown === '' && /^\p{Script=Han}/u.test(sign) ? UNKNOWN_HAN : shown;
  };
  return graphemes(text)
    .map((sign) => (isShown(sign) ? sign : plain(sign)))
    .join('');
}
