import type { Sandbox } from '../sandbox.ts';
import { escapeHtml } from '../http/respond.ts';

/** A picture of its own for everybody, drawn from the name: nothing has to be downloaded. */
export function avatarSvg(sandbox: Sandbox, id: string): string {
  const group = sandbox.world.groups.get(id);
  if (group) return groupSvg(group.members.slice(0, 4).map((person) => hueOf(person.id)));
  const member = sandbox.world.member(id);
  const name = member?.name ?? sandbox.world.customers.get(id)?.name ?? '?';
  const hue = hueOf(id);
  // Yellow and green shine more than blue at the same lightness; white letters must stay readable.
  const light = hue > 40 && hue < 195 ? 30 : 44;
  // 阳光10 is known by her 光, not by her 0.
  const characters = name.match(/\p{Script=Han}/gu);
  const letters = characters ? characters.slice(member ? -2 : -1).join('') : (name[0] ?? '?').toUpperCase();
  const size = [...letters].length > 1 ? 34 : 46;
  const shape = member
    ? '<rect width="100" height="100" rx="14" fill="url(#g)"/>'
    : '<rect width="100" height="100" fill="url(#g)"/><circle cx="82" cy="16" r="26" fill="#fff" opacity=".14"/><circle cx="12" cy="92" r="34" fill="#fff" opacity=".1"/>';
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100"><defs><linearGradient id="g" x1="0" y1="0" x2="1" y2="1"><stop stop-color="hsl(${hue} 62% ${light}%)"/><stop offset="1" stop-color="hsl(${(hue + 38) % 360} 58% ${light - 8}%)"/></linearGradient></defs>${shape}<text x="50" y="52" fill="#fff" font-family="PingFang SC,Microsoft YaHei,Noto Sans CJK SC,sans-serif" font-size="${size}" text-anchor="middle" dominant-baseline="central">${escapeHtml(letters)}</text></svg>`;
}

/** As WeChat does: the first faces as tiles. */
function groupSvg(hues: number[]): string {
  const tiles = hues.map((hue, index) => {
    const [x, y] = [10 + (index % 2) * 42, 10 + Math.floor(index / 2) * 42];
    return `<rect x="${x}" y="${y}" width="38" height="38" rx="5" fill="hsl(${hue} 58% 46%)"/><circle cx="${x + 19}" cy="${y + 15}" r="6.5" fill="#fff" opacity=".9"/><path d="M${x + 7} ${y + 34}a12 11 0 0 1 24 0z" fill="#fff" opacity=".9"/>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100" width="100" height="100"><rect width="100" height="100" rx="14" fill="#d8dde4"/>${tiles.join('')}</svg>`;
}

function hueOf(text: string): number {
  let hash = 7;
  for (const character of text) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return hash % 360;
}
