import type { ChatContent } from './views.ts';

/** A message as one line. */
export function sayContent(content: ChatContent): string {
  switch (content.kind) {
    case 'text':
    case 'menu':
      return content.text;
    case 'image':
      return '[图片]';
    case 'link':
      return `[链接] ${content.title}`;
    case 'miniprogram':
      return `[小程序] ${content.title}`;
    case 'video':
      return '[视频]';
    case 'file':
      return `[文件] ${content.name}`;
    case 'voice':
      return `[语音] ${content.seconds} 秒`;
    case 'location':
      return `[位置] ${content.title}`;
    case 'card':
      return `[名片] ${content.name}`;
    case 'redpacket':
      return `[红包] ${content.wish}`;
  }
}
