import { ActError } from '../acts/act-error.ts';
import type { ChatContent } from './views.ts';

const fields: { [K in ChatContent['kind']]: Record<string, 'string' | 'number' | 'list'> } = {
  text: { text: 'string' },
  image: { url: 'string' },
  link: { title: 'string', desc: 'string', url: 'string', picUrl: 'string' },
  miniprogram: { title: 'string', appId: 'string', page: 'string', picUrl: 'string' },
  video: { url: 'string', name: 'string' },
  file: { url: 'string', name: 'string', size: 'number' },
  menu: { text: 'string', items: 'list' },
  voice: { seconds: 'number' },
  location: { title: 'string', address: 'string', latitude: 'number', longitude: 'number' },
  card: { id: 'string', name: 'string', corpName: 'string' },
  redpacket: { wish: 'string', amountCents: 'number' },
};

const longestText = 4_000;

/** A message typed in a client, checked field by field. */
export function readChatContent(value: unknown): ChatContent {
  if (typeof value !== 'object' || value === null) throw new ActError('invalid', '请填写 text 或 content', 'content');
  const given = value as Record<string, unknown>;
  const kind = given.kind as ChatContent['kind'];
  if (!Object.hasOwn(fields, String(kind)))
    throw new ActError('invalid', `不认识的消息类型 ${String(kind)}`, 'content.kind');
  const content: Record<string, unknown> = { kind };
  for (const [name, type] of Object.entries(fields[kind])) {
    const field = given[name] ?? (type === 'string' ? '' : type === 'number' ? 0 : []);
    const right =
      type === 'list' ? Array.isArray(field) && field.every((item) => typeof item === 'string') : typeof field === type;
    if (!right) throw new ActError('invalid', `消息的 ${name} 类型不对`, `content.${name}`);
    content[name] = field;
  }
  if (kind === 'text' && textOf(content.text).trim() === '') throw new ActError('invalid', '消息不能为空', 'text');
  if (textOf(content.text).length > longestText) throw new ActError('invalid', `消息最长 ${longestText} 字`, 'text');
  return content as ChatContent;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
