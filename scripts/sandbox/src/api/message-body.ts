/** Bodies of app messages by msgtype (wecom-server-api §9, doc 90236). */
import type { Sandbox } from '../sandbox.ts';
import type { Media } from '../world/types.ts';
import { fail } from './errors.ts';
import { mediaUrl, usableMedia } from './media-store.ts';
import type { Parameters } from './parameters.ts';

const cardTypes = ['text_notice', 'news_notice', 'button_interaction', 'vote_interaction', 'multiple_interaction'];

/** The checked body as the member will see it; media get a URL that the simulated client can load. */
export function readMessageBody(sandbox: Sandbox, msgType: string, parameters: Parameters): Record<string, unknown> {
  if (!isKnown(msgType)) fail(40008, msgType);
  const body = parameters.object(msgType) ?? fail(40063, msgType);
  switch (msgType) {
    case 'text':
    case 'markdown':
      return { content: body.required('content', { maxBytes: 2_048, tooLong: 45002 }) };
    case 'textcard':
      return {
        title: body.required('title', { maxChars: 128, tooLong: 45002 }),
        description: body.required('description', { maxChars: 512, tooLong: 45002 }),
        url: body.required('url', { maxBytes: 2_048, tooLong: 45002 }),
        btntxt: body.text('btntxt', { maxChars: 4, tooLong: 45002 }) || '详情',
      };
    case 'news':
    case 'mpnews': {
      const articles = body.list('articles', { missing: 40063, max: 8 });
      return { articles };
    }
    case 'image':
    case 'voice':
    case 'file':
    case 'video': {
      const media = usableMedia(sandbox, body.required('media_id'), [msgType as Media['type']]);
      return { ...body.raw, url: mediaUrl(sandbox, media), filename: media.filename };
    }
    case 'miniprogram_notice':
      return {
        ...body.raw,
        appid: body.required('appid'),
        title: body.required('title', { maxChars: 12, tooLong: 45002 }),
        description: body.text('description', { maxChars: 12, tooLong: 45002 }),
        content_item: body.list('content_item', { max: 10 }),
      };
    default: {
      const cardType = body.required('card_type');
      if (!cardTypes.includes(cardType)) fail(40035, 'card_type');
      if (cardType.endsWith('_notice') && !body.object('card_action')) fail(40063, 'card_action');
      if (cardType.endsWith('_interaction')) body.required('task_id', { maxBytes: 128 });
      return body.raw;
    }
  }
}

function isKnown(msgType: string): boolean {
  return [
    'text',
    'markdown',
    'textcard',
    'news',
    'mpnews',
    'image',
    'voice',
    'file',
    'video',
    'miniprogram_notice',
    'template_card',
  ].includes(msgType);
}
